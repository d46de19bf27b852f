package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The engine against sums of every bucket in {@link BigDecimal}, on histories that nobody would call kind. */
class AlertEngineTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<Severity> SEVERITIES = List.of(Severity.SEV1, Severity.SEV2, Severity.SEV3);

    @Test
    void decidesAsABruteForceDoesOnOverAMillionBoundaries() {
        long decisions = 0;
        long held = 0;
        for (long seed = 1; seed <= 30; seed++) {
            Comparison comparison = new Comparison(seed, randomPolicies(new Random(seed)));
            comparison.run(2_800);
            decisions += comparison.decisions;
            held += comparison.held;
        }
        assertTrue(decisions > 1_000_000, "only " + decisions + " decisions were compared");
        assertTrue(held > 50_000 && held < decisions - 50_000, held + " of " + decisions + " held");
    }

    @Test
    void decidesAsABruteForceDoesWithTheBuiltInTiersOverDays() {
        List<AlertRule> builtIn = List.of(AlertRule.builtIn(slo("a", "0.999", Duration.ofMinutes(1))));
        Comparison comparison = new Comparison(7, builtIn);
        comparison.run(5_000);
        assertTrue(comparison.held > 1_000, "only " + comparison.held + " held");
    }

    @Test
    void exactlyAtTheFactorDoesNotFireAndOneEventMoreDoes() {
        AlertRule rule = new AlertRule(
                slo("edge", "0.999", Duration.ofMinutes(1)),
                AlertPolicy.custom(List.of(new BurnTier(
                        "sev1", Severity.SEV1, Ratio.of("14.4"), Window.ofHours(1), Window.ofMinutes(5), 0, 0))));
        for (long scale : new long[] {1, 1_000, Sample.MAX_TOTAL / 10_000}) {
            AlertEngine engine = new AlertEngine(rule, MIDNIGHT);
            int slo = engine.watch(rule);
            engine.put(slo, MIDNIGHT.getEpochSecond(), (10_000 - 144) * scale, 10_000 * scale);
            engine.close(AlertEngine.Listener.NONE);
            assertEquals(Level.OK, engine.level(slo), "scale " + scale);

            engine.put(slo, MIDNIGHT.getEpochSecond(), (10_000 - 144) * scale - 1, 10_000 * scale);
            engine.close(AlertEngine.Listener.NONE);
            assertEquals(Level.SEV1, engine.level(slo), "scale " + scale);
        }
    }

    @Test
    void exactlyAtTheFactorIsNoLessExactWhereAllArePutInAtOnce() {
        AlertRule rule = AlertRule.builtIn(slo("edge", "0.999", Duration.ofMinutes(1)));
        for (int scale : new int[] {1, 1_000, Integer.MAX_VALUE / 10_000}) {
            AlertEngine engine = new AlertEngine(rule, MIDNIGHT);
            engine.watch(rule);
            engine.watch(rule);
            int total = 10_000 * scale;
            int atTheFactor = 144 * scale;
            engine.putAll(new int[] {atTheFactor, atTheFactor + 1}, new int[] {total, total}, 0);
            engine.close(AlertEngine.Listener.NONE);
            assertEquals(Level.SEV2, engine.level(0), "scale " + scale);
            assertEquals(Level.SEV1, engine.level(1), "scale " + scale);
        }
    }

    @Test
    void onlyRulesOfTheSameWindowsShareAnEngine() {
        AlertRule usual = AlertRule.builtIn(slo("a", "0.999", Duration.ofMinutes(1)));
        AlertRule low = AlertRule.builtIn(slo("b", "0.9", Duration.ofMinutes(1)));
        AlertEngine engine = new AlertEngine(usual, MIDNIGHT);

        assertTrue(engine.fits(AlertRule.builtIn(slo("c", "0.99", Duration.ofMinutes(1)))));
        assertFalse(engine.fits(low));
        assertThrows(IllegalArgumentException.class, () -> engine.watch(low));
    }

    private static Slo slo(String name, String objective, Duration resolution) {
        return new Slo(
                new SloName(name),
                new ServiceName("chat"),
                "answers",
                Objective.of(objective),
                Duration.ofDays(30),
                resolution);
    }

    /** Up to five SLOs with tiers of the same random windows and each its own random factors and minima. */
    private static List<AlertRule> randomPolicies(Random random) {
        Duration resolution = Duration.ofSeconds(new int[] {1, 60, 300}[random.nextInt(3)]);
        int tiers = 3;
        int[] shorter = new int[tiers];
        int[] longer = new int[tiers];
        for (int k = 0; k < tiers; k++) {
            shorter[k] = 1 + random.nextInt(6);
            longer[k] = shorter[k] + 1 + random.nextInt(60);
        }
        List<AlertRule> rules = new ArrayList<>();
        String[] objectives = {"0.999", "0.9", "0.99995", "0.5", "0.123456789012345678"};
        for (int i = 0; i < 5; i++) {
            Slo slo = slo("slo-" + i, objectives[i], resolution);
            List<BurnTier> own = new ArrayList<>();
            for (int k = 0; k < tiers; k++) {
                Ratio span = slo.objective().ceiling().minus(Ratio.ONE);
                Ratio factor = Ratio.ONE.plus(span.times(Ratio.of(1 + random.nextInt(98), 99 + random.nextInt(9))));
                own.add(new BurnTier(
                        "tier-" + k,
                        SEVERITIES.get(k),
                        factor,
                        new Window(resolution.multipliedBy(longer[k])),
                        new Window(resolution.multipliedBy(shorter[k])),
                        (long) random.nextInt(3) * random.nextInt(20),
                        (long) random.nextInt(3) * random.nextInt(50)));
            }
            rules.add(new AlertRule(slo, AlertPolicy.custom(own)));
        }
        return rules;
    }

    /** One engine and, beside it, everything it was ever given. */
    private static final class Comparison implements AlertEngine.Listener {

        private final Random random;
        private final long seed;
        private final List<AlertRule> rules;
        private final long resolution;
        private final AlertEngine engine;
        private final List<NavigableMap<Long, EventCounts>> histories = new ArrayList<>();
        private final List<AlertState> states = new ArrayList<>();
        private final boolean[][] firing;
        private long boundary = MIDNIGHT.getEpochSecond();
        private long decisions;
        private long held;

        Comparison(long seed, List<AlertRule> rules) {
            this.random = new Random(seed * 31);
            this.seed = seed;
            this.rules = rules;
            this.resolution = rules.getFirst().slo().resolution().toSeconds();
            this.engine = new AlertEngine(rules.getFirst(), MIDNIGHT);
            this.firing = new boolean[rules.size()][3];
            for (AlertRule rule : rules) {
                engine.watch(rule);
                histories.add(new TreeMap<>());
                states.add(AlertState.initial(rule.slo().name(), MIDNIGHT));
            }
        }

        void run(int boundaries) {
            for (int step = 0; step < boundaries; step++) {
                for (int slo = 0; slo < rules.size(); slo++) {
                    fill(slo, step);
                }
                engine.close(this);
                boundary += resolution;
                for (int slo = 0; slo < rules.size(); slo++) {
                    compare(slo);
                }
            }
        }

        /** Mostly the next bucket, often nothing, sometimes a correction of an older one. */
        private void fill(int slo, int step) {
            boolean outage = (step / 97 + slo) % 5 == 0;
            boolean gap = (step / 61 + slo) % 7 == 0;
            if (!gap && random.nextInt(40) != 0) {
                put(slo, boundary, counts(slo, outage));
            }
            if (random.nextInt(25) == 0) {
                put(slo, boundary - resolution * (1 + random.nextInt(80)), counts(slo, random.nextBoolean()));
            }
        }

        private void put(int slo, long start, EventCounts counts) {
            engine.put(slo, start, counts.good(), counts.total());
            histories.get(slo).put(start, counts);
        }

        private EventCounts counts(int slo, boolean outage) {
            long total =
                    switch (random.nextInt(8)) {
                        case 0 -> 0;
                        case 1 -> Sample.MAX_TOTAL - random.nextInt(1_000);
                        case 2 -> Integer.MAX_VALUE + (long) random.nextInt(5) - 2;
                        case 3 -> random.nextInt(3);
                        default -> random.nextInt(5_000);
                    };
            double budget = 1 - rules.get(slo).slo().objective().value().doubleValue();
            double share = outage ? random.nextDouble() : Math.min(1, budget * 2 * random.nextDouble());
            return new EventCounts(total - Math.min(total, Math.round(total * share)), total);
        }

        private void compare(int slo) {
            AlertRule rule = rules.get(slo);
            String when = "seed " + seed + ", " + rule.slo().name() + ", boundary " + boundary;
            for (int k = 0; k < 3; k++) {
                boolean expected = fires(slo, rule.policy().tiers().get(k));
                assertEquals(expected, firing[slo][k], () -> when);
                decisions++;
                held += expected ? 1 : 0;
            }
            Alert alert = engine.alert(slo, Optional.empty());
            for (int k = 0; k < 3; k++) {
                assertEquals(firing[slo][k], alert.readings().get(k).firing(), when);
            }
            AlertState next = states.get(slo).next(alert, rule.policy());
            states.set(slo, next);
            assertEquals(next.level(), engine.level(slo), when);
        }

        private boolean fires(int slo, BurnTier tier) {
            Objective objective = rules.get(slo).slo().objective();
            BigDecimal[] longer = sum(slo, tier.longWindow());
            BigDecimal[] shorter = sum(slo, tier.shortWindow());
            return exceeds(longer, tier, objective)
                    && exceeds(shorter, tier, objective)
                    && longer[0].compareTo(BigDecimal.valueOf(tier.minBad())) >= 0
                    && longer[1].compareTo(BigDecimal.valueOf(tier.minTotal())) >= 0;
        }

        /** bad / total > p / q x (1 - objective), without a division. */
        private static boolean exceeds(BigDecimal[] window, BurnTier tier, Objective objective) {
            BigDecimal left = window[0].multiply(new BigDecimal(tier.factor().denominator()));
            BigDecimal right = window[1]
                    .multiply(new BigDecimal(tier.factor().numerator()))
                    .multiply(BigDecimal.ONE.subtract(objective.value()));
            return left.compareTo(right) > 0;
        }

        private BigDecimal[] sum(int slo, Window window) {
            long bad = 0;
            long total = 0;
            for (EventCounts counts : histories.get(slo)
                    .subMap(boundary - window.length().toSeconds(), true, boundary, false)
                    .values()) {
                bad = Math.addExact(bad, counts.bad());
                total = Math.addExact(total, counts.total());
            }
            return new BigDecimal[] {BigDecimal.valueOf(bad), BigDecimal.valueOf(total)};
        }

        @Override
        public void firing(int slo, int tier, boolean holds) {
            assertEquals(firing[slo][tier], !holds, "told only what changes");
            firing[slo][tier] = holds;
        }

        @Override
        public void level(int slo, Level before, Level after) {
            assertEquals(states.get(slo).level(), before);
        }
    }
}
