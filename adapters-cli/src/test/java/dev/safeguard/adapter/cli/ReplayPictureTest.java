package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.alert.Replay;
import dev.safeguard.application.alert.ReplayHistory;
import dev.safeguard.application.alert.Trace;
import dev.safeguard.application.alert.TraceHistory;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.application.testkit.FakeSampleFeed;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ReplayPictureTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final int DAY = 24 * 60;
    private static final int GONE = -1;

    /** Where the time begins and ends in the picture. */
    private static final double LEFT = 88;

    private static final double RIGHT = 1048;

    /** Three days, with an outage of twelve minutes at noon of each. */
    private static final List<Sample> OUTAGES =
            history(3 * DAY, minute -> minute % DAY >= 720 && minute % DAY < 732 ? 0 : 100);

    @Test
    void everyFiringHasABandWhereItHeld() {
        Replay replay = replay(OUTAGES, Examples.rule());
        List<Element> tiers = draw(OUTAGES, Examples.rule(), List.of(), Set.of()).groups("tier");

        assertEquals(3, tiers.size());
        assertEquals(9, replay.firings().size());
        for (Replay.Firing firing : replay.firings()) {
            Element tier = tiers.get(replay.rule().policy().tiers().indexOf(firing.tier()));
            assertTrue(
                    Drawn.all(tier, "rect").stream()
                            .anyMatch(band -> Drawn.number(band, "x") <= x(replay, firing.from()) + 0.1
                                    && Drawn.number(band, "x") + Drawn.number(band, "width")
                                            >= x(replay, firing.to()) - 0.1),
                    firing::toString);
        }
        for (Element tier : tiers) {
            assertEquals(3, Drawn.all(tier, "rect").size());
        }
    }

    @Test
    void bandsAreToldApartByTheirPatternsAndSayWhenItHeld() {
        Drawn drawn = draw(OUTAGES, Examples.rule(), List.of(), Set.of());

        assertEquals(
                List.of("url(#held-sev1)", "url(#held-sev2)", "url(#held-sev3)"),
                drawn.groups("tier").stream()
                        .map(tier -> Drawn.all(tier, "rect").getFirst().getAttribute("fill"))
                        .toList());
        assertEquals(
                "sev1 fired 2026-03-02 12:05 to 2026-03-02 12:16 UTC at 16.7x and 200.0x",
                Drawn.all(drawn.groups("tier").getFirst(), "rect").getFirst().getTextContent());
    }

    @Test
    void thresholdsAreAtTheirPlaceOnALogScale() {
        List<Element> tiers = draw(OUTAGES, Examples.rule(), List.of(), Set.of()).groups("tier");
        List<BurnTier> known = Examples.rule().policy().tiers();
        for (int i = 0; i < known.size(); i++) {
            double one = y(tiers.get(i), "1x");
            double ten = y(tiers.get(i), "10x");
            double factor = known.get(i).factor().toDecimal(3).doubleValue();
            Element threshold = Drawn.all(tiers.get(i), "line").stream()
                    .filter(Drawn.has("limit"))
                    .filter(line -> Drawn.number(line, "x1") == LEFT)
                    .findFirst()
                    .orElseThrow();

            assertEquals(one + (ten - one) * Math.log10(factor), Drawn.number(threshold, "y1"), 0.2);
        }
        assertTrue(texts(tiers.get(0)).contains("14.4x"));
        assertTrue(texts(tiers.get(1)).contains("6x"));
        assertTrue(texts(tiers.get(2)).contains("1x"));
    }

    @Test
    void whatBurnsNothingIsAtAFloorThatSaysSo() {
        Element tier =
                draw(history(60, minute -> 100), Examples.rule(), List.of(), Set.of()).groups("tier").getFirst();
        String longer = Drawn.all(tier, "path").stream()
                .filter(Drawn.has("long"))
                .findFirst()
                .orElseThrow()
                .getAttribute("d");
        double floor = y(tier, "≤ 0.1x");

        assertEquals("M88 " + Svg.number(floor) + "H1048", longer);
        assertFalse(longer.contains("NaN") || longer.contains("Inf"));
    }

    @Test
    void bothBurnsDifferInWeightAndDashAndAreNamedAtTheirEnds() {
        Drawn drawn = draw(OUTAGES, Examples.rule(), List.of(), Set.of());
        String style = drawn.all("style").getFirst().getTextContent();

        assertTrue(style.contains(".long{fill:none;stroke-width:2.4"));
        assertTrue(style.contains(".short{fill:none;stroke-width:1;stroke-dasharray:3 2"));
        assertTrue(texts(drawn.groups("tier").getFirst()).containsAll(List.of("long 1h", "short 5m")));
    }

    @Test
    void timeWithoutBucketsIsHatched() {
        List<Sample> gap = history(2 * DAY, minute -> minute >= 600 && minute < 1_200 ? GONE : 100);
        Drawn drawn = draw(gap, Examples.rule(), List.of(), Set.of());
        List<Element> hatched = hatched(drawn);

        assertEquals(1, hatched.size());
        assertEquals(LEFT + 960 * 600.0 / (2 * DAY), Drawn.number(hatched.getFirst(), "x"), 1.1);
        assertEquals(960 * 600.0 / (2 * DAY), Drawn.number(hatched.getFirst(), "width"), 2.1);
        assertTrue(drawn.words().stream().anyMatch(words -> words.text().equals("no data")));
    }

    @Test
    void bucketsThatAreWiderThanAColumnLeaveNoGap() {
        assertEquals(List.of(), hatched(draw(history(7, minute -> 100), Examples.rule(), List.of(), Set.of())));
        assertEquals(List.of(), hatched(draw(history(1, minute -> 100), Examples.rule(), List.of(), Set.of())));
    }

    @Test
    void columnsThatMissSomeBucketsAreHatchedAtTheirFoot() {
        List<Sample> holes = history(4 * DAY, minute -> minute == 3_000 ? GONE : 100);
        List<Element> hatched = hatched(draw(holes, Examples.rule(), List.of(), Set.of()));

        assertEquals(1, hatched.size());
        assertEquals(8, Drawn.number(hatched.getFirst(), "height"));
    }

    @Test
    void missedIncidentsHaveAnotherMarkThanThoseThatWerePagedFor() {
        List<KnownIncident> two = List.of(incident("A-1", 700, 800, "Outage"), incident("A-2", 2_000, 2_100, "Slow"));
        Drawn drawn = draw(OUTAGES, Examples.rule(), two, Set.of("A-1"));
        Element paged = drawn.groups("paged").getFirst();
        Element missed = drawn.groups("missed").getFirst();

        assertEquals(List.of("A-1 Outage"), texts(paged));
        assertEquals(List.of("A-2 Slow"), texts(missed));
        assertFalse(mark(paged).replaceAll("M[^lm]*", "").equals(mark(missed).replaceAll("M[^lm]*", "")));
        assertTrue(drawn.description().contains("Pages came for 1 of 2 known incidents drawn."), drawn.description());
    }

    @Test
    void incidentsOutsideTheHistoryAreNotDrawn() {
        List<KnownIncident> outside = List.of(incident("A-1", -500, -400, ""), incident("A-2", 90_000, 90_001, ""));

        assertEquals(List.of(), draw(OUTAGES, Examples.rule(), outside, Set.of()).groups("labels"));
    }

    static List<List<KnownIncident>> manyLabels() {
        return List.of(
                IntStream.range(0, 40).mapToObj(i -> incident("I-" + i, i * 100, i * 100 + 30, "Errors rose")).toList(),
                IntStream.range(0, 60).mapToObj(i -> incident("I-" + i, i * 31, i * 31 + 5, "Close")).toList(),
                IntStream.range(0, 40).mapToObj(i -> incident("I-" + i, 2_000 + i, 2_100, "All at once")).toList(),
                IntStream.range(0, 40).mapToObj(i -> incident("I-" + i, 3 * DAY - 40 + i, 3 * DAY, "Late")).toList(),
                List.of(incident("x".repeat(300), -50, 9_000, "長い題".repeat(90)), incident("I-2", 5, 5, "")));
    }

    @ParameterizedTest
    @MethodSource("manyLabels")
    void labelsOfALaneDoNotLieOverEachOther(List<KnownIncident> labels) {
        Drawn drawn = draw(OUTAGES, Examples.rule(), labels, Set.of());

        assertReadable(drawn);
        List<Element> bars = drawn.groups("missed");
        String rest = String.join(" ", drawn.words().stream().map(Drawn.Words::text).toList());
        assertTrue(
                bars.size() == labels.size()
                        || rest.contains((labels.size() - bars.size()) + " more lie too close to be drawn"),
                rest);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 61, 1_440, 10 * DAY, 100 * DAY})
    void historiesOfAnyLengthAreReadable(int minutes) {
        Drawn drawn = draw(
                history(minutes, minute -> minute % 2_000 > 1_950 ? 50 : 100), Examples.rule(), List.of(), Set.of());

        assertReadable(drawn);
        assertEquals(3, drawn.groups("tier").size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void asManyTiersAsThereAreHaveAPanelEach(int count) {
        List<BurnTier> tiers = IntStream.range(0, count)
                .mapToObj(i -> new BurnTier(
                        "tier-" + i,
                        List.of(Severity.values()).get(i % 3),
                        Ratio.of(14 - 2L * i, 1),
                        Window.ofHours(1),
                        Window.ofMinutes(5),
                        1,
                        0))
                .toList();
        Drawn drawn = draw(
                OUTAGES, new AlertRule(Examples.slo(), AlertPolicy.custom(tiers)), List.of(), Set.of());

        assertReadable(drawn);
        assertEquals(count, drawn.groups("tier").size());
    }

    @Test
    void aTraceOfNothingIsStillAPicture() {
        AlertRule rule = Examples.rule();
        List<Trace.Burn> burns = Collections.nCopies(3, new Trace.Burn(0, 0));
        Trace empty = new Trace(
                rule,
                MONDAY,
                MONDAY.plus(Duration.ofDays(1)),
                Collections.nCopies(50, new Trace.Column(EventCounts.NONE, 0, EventCounts.NONE, burns)));
        Replay replay = replay(history(1, minute -> 100), rule);
        Drawn drawn = Drawn.of(ReplayPicture.of(empty, replay, List.of(), Set.of()));

        assertReadable(drawn);
        assertEquals(1, hatched(drawn).size());
        assertEquals(
                List.of(),
                drawn.all("path").stream().filter(Drawn.has("line")).toList());
    }

    @Test
    void bucketsWithoutTrafficBreakTheLineAndAreNoGap() {
        Drawn drawn = draw(history(10, minute -> minute == 5 ? 0 : 100, 0, 5), Examples.rule(), List.of(), Set.of());

        assertEquals(List.of(), hatched(drawn));
        assertEquals(
                2,
                drawn.all("path").stream()
                        .filter(Drawn.has("line"))
                        .findFirst()
                        .orElseThrow()
                        .getAttribute("d")
                        .chars()
                        .filter(c -> c == 'M')
                        .count());
    }

    @Test
    void aBurnThatFlickersAllTheTimeStaysSmall() {
        List<Sample> flickering = history(60 * DAY, minute -> minute % 97 < 4 || minute % 1_013 < 20 ? 0 : 100);
        List<BurnTier> tiers = IntStream.range(0, 5)
                .mapToObj(i -> new BurnTier(
                        "t" + i,
                        Severity.SEV1,
                        Ratio.of(14 + i, 1),
                        Window.ofMinutes(5 + i),
                        Window.ofMinutes(1),
                        1,
                        0))
                .toList();
        String svg = picture(
                flickering,
                new AlertRule(Examples.slo(), AlertPolicy.custom(tiers)),
                manyLabels().getFirst(),
                Set.of());

        int bytes = svg.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < 400_000, () -> "was " + bytes);
        assertReadable(Drawn.of(svg));
    }

    @Test
    void whatUsersWroteIsEscapedAndCannotControlAnything() {
        String title = "\"'<script>alert(1)</script>\u0000\uFFFF\n";
        List<KnownIncident> evil = List.of(incident("<b>&\u0007", 700, 800, title));
        Drawn drawn = draw(OUTAGES, Examples.rule(), evil, Set.of());

        assertEquals(List.of(), drawn.all("script"));
        assertTrue(
                texts(drawn.groups("missed").getFirst()).getFirst().startsWith("<b>& \"'<script>"),
                () -> texts(drawn.groups("missed").getFirst()).toString());
    }

    @Test
    void itNeedsNothingFromElsewhereAndIsTheSameEveryTime() {
        String svg = picture(OUTAGES, Examples.rule(), manyLabels().getFirst(), Set.of("I-1", "I-2", "I-3"));

        assertEquals(svg, picture(OUTAGES, Examples.rule(), manyLabels().getFirst(), Set.of("I-3", "I-2", "I-1")));
        assertFalse(svg.replace("http://www.w3.org/2000/svg", "").contains("http"));
        for (String foreign : List.of("<script", "href", "@import", "@font")) {
            assertFalse(svg.contains(foreign), foreign);
        }
        assertFalse(svg.contains("NaN") || svg.contains("Infinity"));
    }

    @Test
    void itSaysInWordsWhatItShows() {
        Drawn drawn = draw(OUTAGES, Examples.rule(), List.of(), Set.of());

        assertEquals("img", drawn.root().getAttribute("role"));
        assertEquals("Replay of assistant/availability", drawn.all("title").getFirst().getTextContent());
        assertEquals(
                "From 2026-03-02 00:00 to 2026-03-05 00:00 UTC, against 99.5 % over 30d: 3 pages and 3 tickets. "
                        + "3,600 of 432,000 events were bad; the worst 30d spent 16.7 % of its budget. "
                        + "Tier sev1 fires above 14.4x and fired 3 times; "
                        + "burn was at most 40.0x over 1h and 200.0x over 5m. "
                        + "Tier sev2 fires above 6x and fired 3 times; "
                        + "burn was at most 6.7x over 6h and 80.0x over 30m. "
                        + "Tier sev3 fires above 1x and fired 3 times; "
                        + "burn was at most 3.3x over 3d and 6.7x over 6h.",
                drawn.description());
    }

    private static void assertReadable(Drawn drawn) {
        List<Drawn.Words> words = new ArrayList<>(drawn.words());
        for (Drawn.Words triangle : drawn.triangles()) {
            words.forEach(word -> assertFalse(triangle.overlaps(word), () -> triangle + " lies over " + word));
        }
        words.addAll(drawn.marks());
        for (int i = 0; i < words.size(); i++) {
            Drawn.Words one = words.get(i);
            assertTrue(
                    one.left() >= 0
                            && one.right() <= ReplayPicture.WIDTH
                            && one.top() >= 0
                            && one.bottom() <= drawn.height(),
                    one::toString);
            for (Drawn.Words other : words.subList(i + 1, words.size())) {
                assertFalse(one.overlaps(other), () -> one + " lies over " + other);
            }
        }
    }

    private static double x(Replay replay, Instant at) {
        double span = Duration.between(replay.from(), replay.to()).toSeconds();
        return LEFT + (RIGHT - LEFT) * Duration.between(replay.from(), at).toSeconds() / span;
    }

    /** The height of what is written at the left. */
    private static double y(Element tier, String label) {
        return Drawn.all(tier, "text").stream()
                .filter(Drawn.has("end"))
                .filter(text -> text.getTextContent().equals(label))
                .mapToDouble(text -> Drawn.number(text, "y") - 4)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(Element within) {
        return Drawn.all(within, "text").stream().map(Element::getTextContent).toList();
    }

    private static String mark(Element label) {
        return Drawn.all(label, "path").getFirst().getAttribute("d");
    }

    private static List<Element> hatched(Drawn drawn) {
        return drawn.all("rect").stream()
                .filter(rect -> rect.getAttribute("fill").equals("url(#gap)"))
                .toList();
    }

    private static KnownIncident incident(String id, int from, int to, String title) {
        return new KnownIncident(
                id, MONDAY.plus(Duration.ofMinutes(from)), MONDAY.plus(Duration.ofMinutes(to)), "", title);
    }

    private static Drawn draw(List<Sample> history, AlertRule rule, List<KnownIncident> labels, Set<String> detected) {
        return Drawn.of(picture(history, rule, labels, detected));
    }

    private static String picture(
            List<Sample> history, AlertRule rule, List<KnownIncident> labels, Set<String> detected) {
        Replay replay = replay(history, rule);
        Trace trace = new TraceHistory()
                .trace(new FakeSampleFeed(history), rule, replay.from(), replay.to(), ReplayPicture.COLUMNS);
        return ReplayPicture.of(trace, replay, labels, detected);
    }

    private static Replay replay(List<Sample> history, AlertRule rule) {
        return new ReplayHistory()
                .replay(new FakeSampleFeed(history), (name, resolution) -> rule, read -> {})
                .replays()
                .getFirst();
    }

    private static List<Sample> history(int minutes, IntUnaryOperator good) {
        return history(minutes, good, 100, GONE);
    }

    /** Minutes of a hundred events, of which so many are good, but for one minute; negative ones are missing. */
    private static List<Sample> history(int minutes, IntUnaryOperator good, int total, int except) {
        List<Sample> samples = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            int share = good.applyAsInt(minute);
            if (share >= 0) {
                samples.add(new Sample(
                        Examples.slo().name(),
                        MONDAY.plus(Duration.ofMinutes(minute)),
                        new EventCounts(share, minute == except ? total : 100)));
            }
        }
        return samples;
    }
}
