package dev.safeguard.application.alert;

import static dev.safeguard.application.alert.Histories.DAY;
import static dev.safeguard.application.alert.Histories.at;
import static dev.safeguard.application.alert.Histories.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.alert.PolicyComparison.Verdict;
import dev.safeguard.application.alert.PolicySuggestion.Holdout;
import dev.safeguard.application.alert.PolicySuggestion.Outcome;
import dev.safeguard.application.alert.Replay.Alarm;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.testkit.FakeSampleFeed;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuggestPolicyTest {

    private static final SuggestPolicy.Progress NOBODY = new SuggestPolicy.Progress() {
        @Override
        public void read(long buckets) {}

        @Override
        public void tried(SloName slo, int tiers, int of) {}
    };

    private final SuggestPolicy suggest = new SuggestPolicy();

    /** A minute of trouble every fourth night, over before anybody is up, and an outage every fifteen days. */
    private static List<Sample> blipsAndOutages(int days) {
        return Histories.samples("chat", days * DAY, minute -> {
            int day = minute / DAY;
            if (within(minute % DAY, 12 * 60, 20) && day % 15 == 7) {
                return 0.5;
            }
            return day % 4 == 2 && within(minute % DAY, 3 * 60, 1) ? 0.88 : 0.0001;
        });
    }

    @Test
    void withLabelsBlipsAreLeftAloneAndEveryIncidentIsDetectedNoLater() {
        List<KnownIncident> labels = List.of(
                new KnownIncident("noon", at(7 * DAY + 12 * 60), at(7 * DAY + 12 * 60 + 20), "", ""),
                new KnownIncident("again", at(22 * DAY + 12 * 60), at(22 * DAY + 12 * 60 + 20), "", ""));
        PolicySuggestion told = only(blipsAndOutages(24), labels);
        Outcome.Quieter found = assertInstanceOf(Outcome.Quieter.class, told.outcome());
        ReplayScore before = found.before().orElseThrow();
        ReplayScore after = found.after().orElseThrow();

        assertTrue(before.summary().nightPages() >= 5, before.summary()::toString);
        assertEquals(0, after.summary().nightPages());
        assertEquals(2, after.summary().pages());
        assertEquals(Optional.of(Ratio.ONE), after.recall());
        assertEquals(Optional.of(Ratio.ONE), after.precision());
        for (int i = 0; i < 2; i++) {
            Duration was = before.incidents().get(i).page().after().orElseThrow();
            Duration is = after.incidents().get(i).page().after().orElseThrow();
            assertTrue(is.compareTo(was) <= 0, is + " after " + was);
        }
        assertEquals(before.summary(), found.comparison().present());
        assertEquals(after.summary(), found.comparison().other());
        assertEquals(2, told.yardstick().incidents());
        assertTrue(told.yardstick().labelled());
        assertEquals(List.of(), found.policy().problemsFor(told.present().slo()));
        assertEquals(
                told.present().policy().tiers().stream().map(BurnTier::severity).toList(),
                found.policy().tiers().stream().map(BurnTier::severity).toList());
        assertEquals(
                found.policy().tiers().stream()
                        .filter(tier -> !told.present().policy().tiers().contains(tier))
                        .toList(),
                found.changes().stream().map(PolicySuggestion.TierChange::after).toList());
        assertInstanceOf(Holdout.TooShort.class, told.holdout());
    }

    @Test
    void withoutLabelsTheBurnsThatWereWorthTheirPageAreTheYardstick() {
        PolicySuggestion told = only(blipsAndOutages(24), List.of());
        Outcome.Quieter found = assertInstanceOf(Outcome.Quieter.class, told.outcome());

        assertEquals(Optional.of(Ratio.of("0.05")), told.yardstick().worthy());
        assertEquals(2, told.yardstick().burns());
        assertTrue(told.yardstick().unworthy() >= 5);
        assertEquals(0, found.comparison().count(Verdict.LATER));
        assertEquals(told.yardstick().unworthy(), found.comparison().count(Verdict.NOT));
        assertEquals(Optional.empty(), found.before());
    }

    @Test
    void thePartThatWasHeldOutIsTold() {
        PolicySuggestion told = only(blipsAndOutages(45), List.of());
        Holdout.HeldOut held = assertInstanceOf(Holdout.HeldOut.class, told.holdout());

        assertEquals(at(30 * DAY), held.cut());
        assertTrue(held.policy().isPresent());
        assertEquals(List.of(), held.broken());
        assertEquals(1 + 4, held.before().pages(), held::toString);
        assertTrue(held.after().pages() < held.before().pages(), held::toString);
    }

    @Test
    void whatIsFittedToOneKindOfOutageMayMissAnother() {
        // After thirty days a burn that is worth a page, but of another kind: it creeps up.
        List<Sample> samples = Histories.samples("chat", 45 * DAY, minute -> {
            int day = minute / DAY;
            if (day < 30) {
                return within(minute % DAY, 12 * 60, 30) && day % 15 == 7
                        ? 1
                        : day % 4 == 2 && within(minute % DAY, 3 * 60, 1) ? 0.88 : 0;
            }
            return day == 35 && within(minute % DAY, 9 * 60, 200) ? 0.02 : 0;
        });
        Holdout.HeldOut held =
                assertInstanceOf(Holdout.HeldOut.class, only(samples, List.of()).holdout());

        assertEquals(
                List.of(PolicySuggestion.Thing.Kind.BURN),
                held.broken().stream().map(PolicySuggestion.Thing::kind).distinct().toList());
        assertTrue(held.asked() >= held.broken().size());
    }

    @Test
    void whereNothingAsksForAPageNothingIsSuggested() {
        assertInstanceOf(
                Outcome.NothingToFit.class,
                only(Histories.samples("chat", 3 * DAY, minute -> 0), List.of()).outcome());
        KnownIncident unseen = new KnownIncident("quiet", at(DAY), at(DAY + 5), "", "");
        PolicySuggestion told = only(blipsAndOutages(24), List.of(unseen));
        assertInstanceOf(Outcome.NothingToFit.class, told.outcome());
        assertEquals(1, told.yardstick().unseen());
    }

    @Test
    void aPolicyThatPagesForNothingElseStays() {
        List<Sample> samples =
                Histories.samples("chat", 8 * DAY, minute -> within(minute, 4 * DAY + 600, 90) ? 1 : 0);
        PolicySuggestion told = only(samples, List.of());
        assertInstanceOf(Outcome.NothingQuieter.class, told.outcome());
    }

    @Test
    void everySloIsToldByNameAndProgressAlongTheWay() {
        List<Sample> samples = new ArrayList<>(Histories.samples("b", 2 * DAY, minute -> minute > DAY ? 1 : 0));
        samples.addAll(Histories.samples("a", 2 * DAY, minute -> minute > DAY ? 1 : 0));
        List<String> done = new ArrayList<>();
        List<PolicySuggestion> told = suggest.suggest(
                new FakeSampleFeed(samples),
                SuggestPolicyTest::rule,
                List.of(),
                ZoneOffset.UTC,
                new SuggestPolicy.Progress() {
                    @Override
                    public void read(long buckets) {}

                    @Override
                    public void tried(SloName slo, int tiers, int of) {
                        if (tiers == of) {
                            done.add(slo.value());
                        }
                    }
                });

        assertEquals(List.of("a", "b"), done);
        assertEquals(
                List.of("a", "b"),
                told.stream().map(each -> each.present().slo().name().value()).toList());
    }

    /** What tiers tell together is what the engine tells of the whole policy, and the best is the best of all. */
    @Test
    void whatIsFoundIsTheBestOfTheGrid() {
        int quieter = 0;
        for (long seed = 1; seed <= 12; seed++) {
            Random random = new Random(seed);
            List<Sample> samples = troubled(random);
            AlertRule rule = AlertRule.builtIn(Histories.slo("chat", "0.999"));
            Replay present = Histories.replay(samples, rule, rule.policy());
            PolicyGrid grid = grid(rule, random);
            List<KnownIncident> labels = seed % 2 == 0 ? List.of() : labels(present, random);
            ZoneId zone = seed % 3 == 0 ? ZoneId.of("Asia/Kolkata") : ZoneOffset.UTC;

            MemoryFeed history = MemoryFeed.of(new FakeSampleFeed(samples), ignored -> {});
            PolicySuggestion told =
                    suggest.suggest(history, history.series().getFirst(), present, grid, labels, zone, NOBODY);
            Optional<AlertPolicy> best = bruteForce(samples, present, grid, labels, zone);

            Optional<AlertPolicy> found = told.outcome() instanceof Outcome.Quieter policy
                    ? Optional.of(policy.policy())
                    : Optional.empty();
            if (!(told.outcome() instanceof Outcome.NothingToFit)) {
                assertEquals(best.map(AlertPolicy::tiers), found.map(AlertPolicy::tiers), "seed " + seed);
            }
            quieter += found.isPresent() ? 1 : 0;
        }
        assertTrue(quieter >= 6, "quieter " + quieter);
    }

    /** Replays every policy of the grid, and takes the quietest that tells of everything the present one tells of. */
    private static Optional<AlertPolicy> bruteForce(
            List<Sample> samples, Replay present, PolicyGrid grid, List<KnownIncident> labels, ZoneId zone) {
        record Tried(AlertPolicy policy, List<Integer> order) {}
        List<Tried> fit = new ArrayList<>();
        for (int i = 0; i < grid.sev1().size(); i++) {
            for (int j = 0; j < grid.sev2().size(); j++) {
                for (int k = 0; k < grid.sev3().size(); k++) {
                    AlertPolicy policy = AlertPolicy.custom(
                            List.of(grid.sev1().get(i), grid.sev2().get(j), grid.sev3().get(k)));
                    Replay replay = Histories.replay(samples, present.rule(), policy);
                    if (tellsOfAll(present, replay, samples, labels)) {
                        List<Integer> order = new ArrayList<>(loudness(replay, zone));
                        order.add((i > 0 ? 1 : 0) + (j > 0 ? 1 : 0) + (k > 0 ? 1 : 0));
                        order.addAll(List.of(i, j, k));
                        fit.add(new Tried(policy, order));
                    }
                }
            }
        }
        Comparator<Tried> byOrder = (one, other) -> compare(one.order(), other.order());
        return fit.stream()
                .min(byOrder)
                .filter(best -> compare(best.order().subList(0, 4), loudness(present, zone)) < 0)
                .map(Tried::policy);
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return one.get(i).compareTo(other.get(i));
            }
        }
        return 0;
    }

    private static List<Integer> loudness(Replay replay, ZoneId zone) {
        ReplaySummary summary = ReplaySummary.of(List.of(replay), zone);
        return List.of(summary.pages(), summary.sev1Pages(), summary.nightPages(), summary.tickets());
    }

    /** The rules of {@link SuggestPolicy} once more, in other words. */
    private static boolean tellsOfAll(
            Replay present, Replay other, List<Sample> samples, List<KnownIncident> labels) {
        boolean all = true;
        for (Stretch ticket : Stretch.tickets(present)) {
            Instant from = ticket.first()
                    .at()
                    .minus(ticket.first().tier().shortWindow().length());
            all &= sent(other, Severity.SEV3, from, ticket.until());
        }
        for (Stretch burn : labels.isEmpty() ? Stretch.pages(present) : List.<Stretch>of()) {
            Instant from = start(burn).isBefore(present.from()) ? present.from() : start(burn);
            EventCounts events = samples.stream()
                    .filter(sample -> !sample.start().isBefore(from)
                            && sample.start().isBefore(burn.until()))
                    .map(Sample::counts)
                    .reduce(EventCounts.NONE, EventCounts::plus);
            Ratio spent = events.errorRatio()
                    .dividedBy(Ratio.of("0.001"))
                    .times(Ratio.of(
                            Duration.between(from, burn.until()).toMinutes(), Duration.ofDays(30).toMinutes()));
            if (spent.compareTo(Ratio.of("0.05")) >= 0) {
                for (Sighting page : burn.alarms()) {
                    all &= sent(other, page.severity(), start(burn), page.at());
                }
            }
        }
        for (KnownIncident label : labels) {
            for (Severity severity : List.of(Severity.SEV1, Severity.SEV2)) {
                if (level(present, label.start(), severity)) {
                    all &= level(other, label.start(), severity);
                    continue;
                }
                Optional<Instant> page = firstIn(label, Stretch.pages(present), severity);
                all &= page.isEmpty() || sent(other, severity, label.start(), page.get());
            }
            boolean paging = level(present, label.start(), Severity.SEV2);
            boolean filed = Stretch.tickets(present).stream().anyMatch(ticket -> ticket.stands(label.start()));
            Optional<Instant> ticket = firstIn(label, Stretch.tickets(present), Severity.SEV3);
            Optional<Instant> page = firstIn(label, Stretch.pages(present), Severity.SEV2);
            if (!paging && !filed && ticket.isPresent() && (page.isEmpty() || ticket.get().isBefore(page.get()))) {
                all &= sent(other, Severity.SEV3, label.start(), ticket.get());
            }
        }
        return all;
    }

    private static Optional<Instant> firstIn(KnownIncident label, List<Stretch> stretches, Severity severity) {
        return stretches.stream()
                .flatMap(stretch -> stretch.alarms().stream())
                .filter(sent -> sent.severity().compareTo(severity) <= 0
                        && !sent.at().isBefore(label.start())
                        && !sent.at()
                                .isAfter(label.end()
                                        .plus(sent.tier().shortWindow().length())))
                .map(Sighting::at)
                .findFirst();
    }

    private static Instant start(Stretch stretch) {
        return stretch.first().at().minus(stretch.first().tier().longWindow().length());
    }

    private static boolean sent(Replay replay, Severity severity, Instant from, Instant until) {
        return replay.alarms().stream()
                .filter(alarm -> alarm.severity().compareTo(severity) <= 0)
                .map(Alarm::at)
                .anyMatch(at -> !at.isBefore(from) && !at.isAfter(until));
    }

    private static boolean level(Replay replay, Instant at, Severity severity) {
        boolean stands = false;
        for (Replay.Transition transition : replay.transitions()) {
            if (!transition.at().isAfter(at)) {
                stands = transition.after().severity().isPresent()
                        && transition.after().severity().get().compareTo(severity) <= 0;
            }
        }
        return stands;
    }

    /** Incidents around half of the pages, and one that nobody was paged for. */
    private static List<KnownIncident> labels(Replay present, Random random) {
        List<KnownIncident> labels = new ArrayList<>();
        for (Alarm page : present.pages()) {
            if (random.nextBoolean()) {
                Instant start = page.at().minusSeconds(30L * random.nextInt(20));
                labels.add(
                        new KnownIncident("l" + labels.size(), start, page.at().plusSeconds(600), "", ""));
            }
        }
        labels.add(new KnownIncident("unseen", at(1), at(2), "", ""));
        return labels;
    }

    private static PolicyGrid grid(AlertRule rule, Random random) {
        return new PolicyGrid(
                around(rule, rule.policy().tiers().get(0), random, 5),
                around(rule, rule.policy().tiers().get(1), random, 5),
                around(rule, rule.policy().tiers().get(2), random, 3));
    }

    private static List<BurnTier> around(AlertRule rule, BurnTier own, Random random, int count) {
        List<BurnTier> tiers = new ArrayList<>(List.of(own));
        while (tiers.size() < count) {
            BurnTier tier = new BurnTier(
                    own.name(),
                    own.severity(),
                    Ratio.of(own.factor().times(Ratio.of(1 + random.nextInt(12), 4)).toDecimal(2)),
                    new Window(own.longWindow().length().multipliedBy(1 + random.nextInt(2))),
                    new Window(own.shortWindow().length().multipliedBy(1 + random.nextInt(3))),
                    random.nextInt(3) * 1_000L,
                    0);
            if (AlertPolicy.custom(List.of(tier)).problemsFor(rule.slo()).isEmpty()) {
                tiers.add(tier);
            }
        }
        return tiers;
    }

    /** Five days with outages, gaps and silence. */
    private static List<Sample> troubled(Random random) {
        List<Sample> samples = new ArrayList<>();
        double share = 0;
        boolean gap = false;
        for (int minute = 0; minute < 5 * DAY; minute++) {
            if (random.nextInt(60) == 0) {
                share = random.nextInt(8) == 0 ? random.nextDouble() * random.nextDouble() : 0;
                gap = random.nextInt(30) == 0;
            }
            if (!gap) {
                long total = random.nextInt(20) == 0 ? 0 : 500 + random.nextInt(500);
                samples.add(new Sample(
                        new SloName("chat"),
                        at(minute),
                        new EventCounts(total - Math.round(total * share), total)));
            }
        }
        return samples;
    }

    private PolicySuggestion only(List<Sample> samples, List<KnownIncident> labels) {
        List<PolicySuggestion> told = suggest.suggest(
                new FakeSampleFeed(samples), SuggestPolicyTest::rule, labels, ZoneOffset.UTC, NOBODY);
        assertEquals(1, told.size());
        return told.getFirst();
    }

    private static AlertRule rule(SloName name, Duration resolution) {
        assertEquals(Duration.ofMinutes(1), resolution);
        return AlertRule.builtIn(Histories.slo(name.value(), "0.999"));
    }
}
