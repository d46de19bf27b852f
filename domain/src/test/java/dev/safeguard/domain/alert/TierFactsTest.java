package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TierFactsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Ratio HALF = Ratio.of(1, 2);
    private static final Ratio TENTH = Ratio.of(1, 10);

    /** The workbook's parameters for 99.9 % over 30 days; its detection times, exactly, and on the next minute. */
    @ParameterizedTest
    @CsvSource({
        "sev1, 14.4, 0.02, 1,   51.84,   PT1M",
        "sev1, 14.4, 0.02, 0.5, 103.68,  PT2M",
        "sev1, 14.4, 0.02, 0.1, 518.4,   PT9M",
        "sev2, 6,    0.05, 1,   129.6,   PT3M",
        "sev2, 6,    0.05, 0.5, 259.2,   PT5M",
        "sev2, 6,    0.05, 0.1, 1296,    PT22M",
        "sev3, 1,    0.10, 1,   259.2,   PT5M",
        "sev3, 1,    0.10, 0.5, 518.4,   PT9M",
        "sev3, 1,    0.10, 0.1, 2592,    PT44M"
    })
    void theTableOfTheWorkbook(
            String tier, String factor, String budget, String errorRatio, String seconds, Duration boundary) {
        TierFacts facts = facts("0.999", tier);

        assertEquals(Ratio.of(factor), facts.tier().factor());
        assertEquals(Ratio.of(factor).times(Ratio.of("0.001")), facts.firesAbove());
        assertEquals(Ratio.of(1_000, 1), facts.ceiling());
        assertEquals(Ratio.of(budget), facts.budgetSpent());
        assertEquals(Optional.of(Ratio.of(seconds)), facts.detectionSeconds(Ratio.of(errorRatio)));
        assertEquals(Optional.of(boundary), facts.detection(Ratio.of(errorRatio)));
    }

    @Test
    void halfOfAllFailingAtNinetyNinePerCentIsPagedAfterEighteenMinutesAndTwoPointOnePerCent() {
        TierFacts facts = facts("0.99", "sev1");

        assertEquals(Optional.of(Duration.ofMinutes(18)), facts.detection(HALF));
        // 50x for 18 of 43,200 minutes
        assertEquals(Optional.of(Ratio.of(18 * 50, 43_200)), facts.budgetSpent(HALF));
    }

    @Test
    void whatBurnsNoFasterThanTheFactorNeverFires() {
        TierFacts facts = facts("0.99", "sev1");

        assertEquals(Ratio.of("0.144"), facts.firesAbove());
        assertEquals(Optional.empty(), facts.detection(Ratio.of("0.144")));
        assertEquals(Optional.empty(), facts.clearing(TENTH));
        assertEquals(Optional.empty(), facts.budgetSpent(TENTH));
        assertEquals(Optional.of(Duration.ofHours(1)), facts.detection(Ratio.of("0.14400001")));
    }

    @Test
    void aDetectionTimeOnABoundaryIsDetectedAtTheNextOne() {
        // 0.5 / 1 x 10 m x 1 = 5 m exactly, and a burn of exactly the factor does not fire.
        TierFacts facts = new TierFacts(slo("0.5"), tier("1", Window.ofMinutes(10), Window.ofMinutes(5), 0, 0));

        assertEquals(Optional.of(Ratio.of(300, 1)), facts.detectionSeconds(Ratio.ONE));
        assertEquals(Optional.of(Duration.ofMinutes(6)), facts.detection(Ratio.ONE));
    }

    @Test
    void aTierAtItsCeilingIsOutOfReach() {
        TierFacts atIt = new TierFacts(slo("0.99"), tier("100", Window.ofHours(1), Window.ofMinutes(5), 0, 0));
        TierFacts below = new TierFacts(slo("0.99"), tier("99.999999", Window.ofHours(1), Window.ofMinutes(5), 0, 0));

        assertFalse(atIt.isReachable());
        assertEquals(Optional.empty(), atIt.detection(Ratio.ONE));
        assertTrue(below.isReachable());
        assertEquals(Optional.of(Duration.ofHours(1)), below.detection(Ratio.ONE));
    }

    @Test
    void aTotalOutageIsLetGoWhenTheShortWindowHasAllButForgottenIt() {
        assertEquals(Optional.of(Ratio.of("295.68")), facts("0.999", "sev1").clearSeconds(Ratio.ONE));
        assertEquals(Optional.of(Duration.ofMinutes(5)), facts("0.999", "sev1").clearing(Ratio.ONE));
        assertEquals(Optional.of(Duration.ofMinutes(30)), facts("0.999", "sev2").clearing(Ratio.ONE));
        assertEquals(Optional.of(Duration.ofHours(6)), facts("0.999", "sev3").clearing(Ratio.ONE));
        // Half of all at 99 %: 5 m x (1 - 14.4 x 0.01 / 0.5) = 3 m 33.6 s.
        assertEquals(Optional.of(Ratio.of("213.6")), facts("0.99", "sev1").clearSeconds(HALF));
        assertEquals(Optional.of(Duration.ofMinutes(4)), facts("0.99", "sev1").clearing(HALF));
    }

    @Test
    void lowTrafficIsWhatCannotBringTheLeastNumberOfEventsTogether() {
        TierFacts facts = facts("0.999", "sev1");

        assertEquals(Ratio.of(10, 60), facts.leastEventsPerMinute());
        assertEquals(Optional.of(Ratio.of(10, 1)), facts.eventsPerMinuteToBeOnTime(Ratio.ONE));
        TierFacts many = new TierFacts(slo("0.999"), tier("14.4", Window.ofHours(1), Window.ofMinutes(5), 10, 600));
        assertEquals(Ratio.of(10, 1), many.leastEventsPerMinute());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.1", "1.01"})
    void anErrorRatioIsAShareOfAllEvents(String ratio) {
        assertThrows(IllegalArgumentException.class, () -> facts("0.99", "sev1").detection(Ratio.of(ratio)));
    }

    /** Every figure that says when, against the engine that decides, boundary by boundary. */
    @Test
    void theFormulasSayWhatTheAlertDoes() {
        long seed = 20260314;
        Random random = new Random(seed);
        int fired = 0;
        for (int draw = 0; draw < 1_500; draw++) {
            Slo slo = randomSlo(random);
            BurnTier tier = randomTier(random, slo);
            long total = 1 + random.nextLong(10_000);
            long bad = random.nextInt(4) == 0 ? total : 1 + random.nextLong(total);
            Ratio errorRatio = Ratio.of(bad, total);
            TierFacts facts = new TierFacts(slo, tier);
            String why = "seed " + seed + ", draw " + draw + ": " + tier + " at " + slo.objective() + ", " + bad
                    + " of " + total + " bad, every " + slo.resolution();

            Played played = new Played(slo, tier);
            played.play(tier.longWindow().buckets(slo.resolution()), new EventCounts(total, total));
            Optional<Integer> first = played.firstFiring(
                    tier.longWindow().buckets(slo.resolution()) + 1, new EventCounts(total - bad, total));

            assertEquals(
                    facts.detection(errorRatio), first.map(slo.resolution()::multipliedBy), () -> why + ": detection");
            if (first.isPresent()) {
                fired++;
                played.play(random.nextInt(20), new EventCounts(total - bad, total));
                int calm = played.firstCalm(new EventCounts(total, total));
                assertEquals(
                        facts.clearing(errorRatio),
                        Optional.of(slo.resolution().multipliedBy(calm)),
                        () -> why + ": clearing");
            }
        }
        assertTrue(fired > 500, "enough of them fire: " + fired);
    }

    @Test
    void minBadAndMinTotalHoldOffWhatTheySay() {
        long seed = 7;
        Random random = new Random(seed);
        for (int draw = 0; draw < 300; draw++) {
            Slo slo = slo("0.99");
            int minutes = 10 + random.nextInt(120);
            BurnTier tier = tier(
                    "14.4", Window.ofMinutes(minutes), Window.ofMinutes(5), random.nextInt(400), random.nextInt(400));
            TierFacts facts = new TierFacts(slo, tier);
            long events = 1 + random.nextLong(12);
            String why = "seed " + seed + ", draw " + draw + ": " + events + " events a minute, " + tier;

            Played played = new Played(slo, tier);
            played.play(minutes, new EventCounts(events, events));
            Optional<Integer> first = played.firstFiring(2 * minutes, new EventCounts(0, events));

            assertEquals(
                    Ratio.of(events, 1).compareTo(facts.leastEventsPerMinute()) >= 0, first.isPresent(), why);
            boolean onTime = first.map(Duration::ofMinutes).equals(facts.detection(Ratio.ONE));
            assertEquals(
                    Ratio.of(events, 1).compareTo(facts.eventsPerMinuteToBeOnTime(Ratio.ONE).orElseThrow()) >= 0,
                    onTime,
                    why);
        }
    }

    /** A history of one SLO, played into the windows bucket by bucket and read at every boundary. */
    private static final class Played {

        private final AlertEngine engine;

        Played(Slo slo, BurnTier tier) {
            AlertRule rule = new AlertRule(slo, AlertPolicy.custom(List.of(tier)));
            this.engine = new AlertEngine(rule, MIDNIGHT);
            engine.watch(rule);
        }

        void play(int buckets, EventCounts counts) {
            for (int i = 0; i < buckets; i++) {
                firesAfter(counts);
            }
        }

        Optional<Integer> firstFiring(int buckets, EventCounts counts) {
            for (int i = 1; i <= buckets; i++) {
                if (firesAfter(counts)) {
                    return Optional.of(i);
                }
            }
            return Optional.empty();
        }

        int firstCalm(EventCounts counts) {
            int buckets = 1;
            while (firesAfter(counts)) {
                buckets++;
            }
            return buckets;
        }

        private boolean firesAfter(EventCounts counts) {
            engine.put(0, engine.boundary().getEpochSecond(), counts.good(), counts.total());
            engine.close(AlertEngine.Listener.NONE);
            return engine.alert(0, Optional.of(engine.boundary())).readings().getFirst().firing();
        }
    }

    private static Slo randomSlo(Random random) {
        List<String> objectives = List.of(
                "0.5", "0.75", "0.8", "0.9", "0.95", "0.96", "0.97", "0.99", "0.995", "0.999", "0.9995", "0.99999");
        List<Duration> resolutions = List.of(
                Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5));
        return slo(
                objectives.get(random.nextInt(objectives.size())), resolutions.get(random.nextInt(resolutions.size())));
    }

    private static BurnTier randomTier(Random random, Slo slo) {
        int longer = 2 + random.nextInt(400);
        int shorter = 1 + random.nextInt(longer - 1);
        Ratio ceiling = slo.objective().ceiling();
        Ratio above = ceiling.minus(Ratio.ONE).times(Ratio.of(1 + random.nextInt(999), 1_000));
        Ratio near = above.isGreaterThan(Ratio.of(50, 1)) && random.nextBoolean() ? Ratio.of("13.4") : above;
        return new BurnTier(
                "sev1",
                Severity.SEV1,
                Ratio.ONE.plus(near),
                new Window(slo.resolution().multipliedBy(longer)),
                new Window(slo.resolution().multipliedBy(shorter)),
                0,
                0);
    }

    private static TierFacts facts(String objective, String tier) {
        Slo slo = slo(objective);
        return new TierFacts(
                slo,
                AlertRule.builtIn(slo).policy().tiers().stream()
                        .filter(known -> known.name().equals(tier))
                        .findFirst()
                        .orElseThrow());
    }

    private static BurnTier tier(String factor, Window longer, Window shorter, long minBad, long minTotal) {
        return new BurnTier("sev1", Severity.SEV1, Ratio.of(factor), longer, shorter, minBad, minTotal);
    }

    private static Slo slo(String objective) {
        return slo(objective, Duration.ofMinutes(1));
    }

    private static Slo slo(String objective, Duration resolution) {
        return new Slo(
                new SloName("chat-answers"),
                new ServiceName("chat"),
                "answers",
                Objective.of(objective),
                Duration.ofDays(30),
                resolution);
    }
}
