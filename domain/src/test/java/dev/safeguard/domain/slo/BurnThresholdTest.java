package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurnThresholdTest {

    private static final List<Long> EXTREMES =
            List.of(0L, 1L, 2L, 999L, 1000L, 1L << 31, (1L << 32) - 1, 1L << 62, Long.MAX_VALUE - 1, Long.MAX_VALUE);

    private static final List<Ratio> FACTORS = List.of(
            Ratio.of("14.4"),
            Ratio.of("6"),
            Ratio.ONE,
            Ratio.of(14, 15),
            Ratio.of(1, 7),
            Ratio.of(3, 17),
            Ratio.of("0.000000000000000001"),
            Ratio.of(Long.MAX_VALUE, Long.MAX_VALUE - 1));

    @Test
    void isTheFactorTimesTheErrorBudget() {
        assertEquals(Ratio.of("0.0144"), threshold("14.4", "0.999").errorRatio());
        assertEquals(
                Ratio.of(14, 1500),
                BurnThreshold.of(Ratio.of(14, 15), Objective.of("0.99")).errorRatio());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 1_000, 1_000_000_007L, 10_000_000_000_000_000L})
    void exactlyTheFactorDoesNotExceedItAndOneBadEventMoreDoes(long scale) {
        BurnThreshold threshold = threshold("14.4", "0.999");
        long total = 625 * scale;
        long bad = 9 * scale;

        assertFalse(threshold.isExceededBy(counts(bad - 1, total)));
        assertFalse(threshold.isExceededBy(counts(bad, total)));
        assertTrue(threshold.isExceededBy(counts(bad + 1, total)));
    }

    @Test
    void exactlyTheFactorDoesNotExceedItWithEighteenDecimals() {
        BurnThreshold small = threshold("1", "0.999999999999999999");
        assertFalse(small.isExceededBy(counts(9, 9_000_000_000_000_000_000L)));
        assertTrue(small.isExceededBy(counts(10, 9_000_000_000_000_000_000L)));

        BurnThreshold beyondLong = threshold("1.1", "0.999999999999999999");
        assertFalse(beyondLong.isExceededBy(counts(9, 9_000_000_000_000_000_000L)));
        assertTrue(beyondLong.isExceededBy(counts(10, 9_000_000_000_000_000_000L)));
        assertFalse(beyondLong.isExceededBy(counts(0, Long.MAX_VALUE)));
    }

    @Test
    void noEventsExceedNothing() {
        for (Ratio factor : FACTORS) {
            assertFalse(BurnThreshold.of(factor, Objective.of("0.999")).isExceededBy(EventCounts.NONE));
        }
    }

    @Test
    void agreesWithDecimalsOfUnlimitedPrecision() {
        long seed = 71;
        Random random = new Random(seed);
        int exceeded = 0;
        for (int i = 0; i < 100_000; i++) {
            Objective objective = objective(random);
            Ratio factor = FACTORS.get(random.nextInt(FACTORS.size()));
            BurnThreshold threshold = BurnThreshold.of(factor, objective);
            long total = anyLong(random);
            long bad = random.nextBoolean() ? near(threshold.errorRatio(), total, random) : anyLong(random);
            EventCounts counts = counts(Math.min(bad, total), total);

            boolean expected = exceeds(counts, factor, objective);
            exceeded += expected ? 1 : 0;
            assertEquals(
                    expected,
                    threshold.isExceededBy(counts),
                    () -> "seed " + seed + ": " + counts + " against " + factor + "x of " + objective);
        }
        assertTrue(exceeded > 25_000 && exceeded < 75_000, "the draw should try both sides, was " + exceeded);
    }

    private static boolean exceeds(EventCounts counts, Ratio factor, Objective objective) {
        BigDecimal budget = BigDecimal.ONE.subtract(objective.value());
        BigDecimal burned = BigDecimal.valueOf(counts.bad()).multiply(new BigDecimal(factor.denominator()));
        BigDecimal allowed = BigDecimal.valueOf(counts.total())
                .multiply(new BigDecimal(factor.numerator()))
                .multiply(budget);
        return burned.compareTo(allowed) > 0;
    }

    private static long near(Ratio errorRatio, long total, Random random) {
        BigInteger bad = BigInteger.valueOf(total)
                .multiply(errorRatio.numerator())
                .divide(errorRatio.denominator())
                .add(BigInteger.valueOf(random.nextInt(3) - 1));
        return bad.max(BigInteger.ZERO).min(BigInteger.valueOf(total)).longValueExact();
    }

    private static Objective objective(Random random) {
        int scale = 1 + random.nextInt(18);
        long ceiling = BigInteger.TEN.pow(scale).longValueExact();
        long unscaled = random.nextBoolean() ? ceiling - 1 : 1 + random.nextLong(ceiling - 1);
        return new Objective(BigDecimal.valueOf(unscaled, scale));
    }

    private static long anyLong(Random random) {
        return random.nextInt(4) == 0
                ? EXTREMES.get(random.nextInt(EXTREMES.size()))
                : random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
    }

    private static BurnThreshold threshold(String factor, String objective) {
        return BurnThreshold.of(Ratio.of(factor), Objective.of(objective));
    }

    private static EventCounts counts(long bad, long total) {
        return new EventCounts(total - bad, total);
    }
}
