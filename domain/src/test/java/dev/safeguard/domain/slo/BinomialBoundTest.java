package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinomialBoundTest {

    @ParameterizedTest
    @CsvSource({"0.5, 5", "0.9, 29", "0.95, 59", "0.99, 299", "0.999, 2995", "0.9999, 29956"})
    void aCleanPassNeedsThisManyEvents(Objective objective, long events) {
        assertTrue(BinomialBound.provesAtLeast(clean(events), objective));
        assertFalse(BinomialBound.provesAtLeast(clean(events - 1), objective));
    }

    @ParameterizedTest
    @CsvSource({"0.99, 5", "0.999, 51", "0.9999, 512"})
    void oneBadEventProvesTooMuchOnlyAmongThisFew(Objective objective, long events) {
        assertTrue(BinomialBound.provesBelow(new EventCounts(events - 1, events), objective));
        assertFalse(BinomialBound.provesBelow(new EventCounts(events, events + 1), objective));
    }

    @Test
    void atNinetyNinePerCentAHundredEventsMayHaveThreeBadOnes() {
        Objective objective = Objective.of("0.99");

        assertFalse(BinomialBound.provesBelow(new EventCounts(97, 100), objective));
        assertTrue(BinomialBound.provesBelow(new EventCounts(96, 100), objective));
    }

    @Test
    void noEventsProveNothing() {
        for (String objective : new String[] {"0.01", "0.5", "0.999999999999999999"}) {
            assertFalse(BinomialBound.provesBelow(EventCounts.NONE, Objective.of(objective)));
            assertFalse(BinomialBound.provesAtLeast(EventCounts.NONE, Objective.of(objective)));
        }
    }

    @Test
    void anSliOfExactlyTheObjectiveProvesNeither() {
        for (long scale : new long[] {1, 10, 1_000, 1_000_000, 1_000_000_000}) {
            EventCounts counts = new EventCounts(99 * scale, 100 * scale);

            assertFalse(BinomialBound.provesBelow(counts, Objective.of("0.99")), counts.toString());
            assertFalse(BinomialBound.provesAtLeast(counts, Objective.of("0.99")), counts.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10, 29, 30, 31, 32, 33, 50, 51, 59, 100, 299, 300, 500})
    void agreesWithTheExactSumForEveryCountOfGoodEvents(int events) {
        for (String objective : new String[] {"0.02", "0.1", "0.5", "0.8", "0.9", "0.96", "0.99", "0.995", "0.999"}) {
            agreesWithTheExactSum(events, Objective.of(objective), "");
        }
    }

    @Test
    void agreesWithTheExactSumForSeededObjectivesAndCounts() {
        long seed = 1934;
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            Objective objective = Objective.of("0." + (9_000 + random.nextInt(999)));
            agreesWithTheExactSum(1 + random.nextInt(300), objective, "seed " + seed + ": ");
        }
        agreesWithTheExactSum(2_995, Objective.of("0.999"), "");
        agreesWithTheExactSum(3_000, Objective.of("0.95"), "");
    }

    /** Compares all counts of good events out of {@code n} with sums of integers: no rounding anywhere. */
    private static void agreesWithTheExactSum(int n, Objective objective, String seed) {
        BigInteger good = objective.value().unscaledValue();
        BigInteger unit = BigInteger.TEN.pow(objective.value().scale());
        BigInteger bad = unit.subtract(good);
        BigInteger whole = unit.pow(n);
        BigInteger term = bad.pow(n);
        BigInteger below = BigInteger.ZERO;
        for (int k = 0; k <= n; k++) {
            BigInteger atMost = below.add(term);
            EventCounts counts = new EventCounts(k, n);
            assertEquals(
                    isLessThanFivePerCent(atMost, whole),
                    BinomialBound.provesBelow(counts, objective),
                    () -> seed + "upper bound of " + counts + " below " + objective);
            assertEquals(
                    !isMoreThanFivePerCent(whole.subtract(below), whole),
                    BinomialBound.provesAtLeast(counts, objective),
                    () -> seed + "lower bound of " + counts + " at least " + objective);
            below = atMost;
            term = term.multiply(BigInteger.valueOf(n - k))
                    .multiply(good)
                    .divide(bad.multiply(BigInteger.valueOf(k + 1L)));
        }
        assertEquals(whole, below, "the terms of the reference add up to one");
    }

    private static boolean isLessThanFivePerCent(BigInteger part, BigInteger whole) {
        return part.multiply(BigInteger.valueOf(20)).compareTo(whole) < 0;
    }

    private static boolean isMoreThanFivePerCent(BigInteger part, BigInteger whole) {
        return part.multiply(BigInteger.valueOf(20)).compareTo(whole) > 0;
    }

    @ParameterizedTest
    @CsvSource({"1000000, 998946, 2", "1000000000, 998998356, 3"})
    void manyEventsComeCloseToTheNormalDistribution(long events, long expected, long tolerance) {
        Objective objective = Objective.of("0.999");
        long provesBelow = 0;
        long provesNothing = events;
        while (provesNothing - provesBelow > 1) {
            long middle = (provesBelow + provesNothing) >>> 1;
            if (BinomialBound.provesBelow(new EventCounts(middle, events), objective)) {
                provesBelow = middle;
            } else {
                provesNothing = middle;
            }
        }
        assertTrue(Math.abs(provesBelow - expected) <= tolerance, "was " + provesBelow);
    }

    @Test
    void allGoodAndAllBadProveEvenWithEighteenDecimals() {
        Objective objective = Objective.of("0.999999999999999999");

        assertTrue(BinomialBound.provesBelow(new EventCounts(0, 1), objective));
        assertTrue(BinomialBound.provesBelow(new EventCounts(999_999_999, 1_000_000_000), objective));
        assertFalse(BinomialBound.provesBelow(clean(1_000_000_000), objective));
        assertFalse(BinomialBound.provesAtLeast(clean(1_000_000_000), objective));
    }

    private static EventCounts clean(long events) {
        return new EventCounts(events, events);
    }
}
