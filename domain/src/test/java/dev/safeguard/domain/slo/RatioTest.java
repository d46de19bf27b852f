package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTest {

    @ParameterizedTest
    @CsvSource({"6, 8, 3, 4", "-1, -2, 1, 2", "1, -2, -1, 2", "0, -7, 0, 1", "5, 1, 5, 1"})
    void isInLowestTermsWithAPositiveDenominator(long numerator, long denominator, long lowest, long over) {
        Ratio ratio = Ratio.of(numerator, denominator);

        assertEquals(BigInteger.valueOf(lowest), ratio.numerator());
        assertEquals(BigInteger.valueOf(over), ratio.denominator());
        assertEquals(Ratio.of(lowest, over), ratio);
    }

    @Test
    void hasNoDenominatorZero() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Ratio.of(3, 0));

        assertEquals("a ratio needs a denominator other than 0, was 3/0", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Ratio.ONE.dividedBy(Ratio.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1, 10", "0.10, 1, 10", "14.4, 72, 5", "1E+3, 1000, 1", "-0.25, -1, 4", "0, 0, 1"})
    void readsADecimalAsItIsWritten(String decimal, long numerator, long denominator) {
        assertEquals(Ratio.of(numerator, denominator), Ratio.of(decimal));
    }

    @Test
    void addsTenthsWithoutTheErrorsOfBinaryFractions() {
        assertEquals(Ratio.of("0.3"), Ratio.of("0.1").plus(Ratio.of("0.2")));
        assertEquals(Ratio.of("0.001"), Ratio.ONE.minus(Ratio.of("0.999")));
    }

    @Test
    void keepsTheLawsOfArithmetic() {
        long seed = 20260105;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            Ratio a = Ratio.of(random.nextLong(), 1 + random.nextInt(Integer.MAX_VALUE - 1));
            Ratio b = Ratio.of(1 + random.nextInt(1_000_000), 1 + random.nextInt(1_000_000));
            String which = "seed " + seed + ", " + a.numerator() + "/" + a.denominator() + " and " + b;

            assertEquals(a, a.plus(b).minus(b), which);
            assertEquals(a, a.times(b).dividedBy(b), which);
            assertEquals(a.minus(b).numerator().signum(), a.compareTo(b), which);
            assertEquals(a.compareTo(b) > 0, a.isGreaterThan(b), which);
        }
    }

    @Test
    void isNotGreaterThanItself() {
        assertFalse(Ratio.of("14.4").isGreaterThan(Ratio.of(144, 10)));
        assertTrue(Ratio.of("14.400000000000000001").isGreaterThan(Ratio.of("14.4")));
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 2, 0.13", "-1, 8, 2, -0.13", "14, 15, 4, 0.9333", "2, 3, 1, 0.7", "1, 2, 0, 1"})
    void roundsHalfUpWhereItIsShown(long numerator, long denominator, int scale, BigDecimal shown) {
        assertEquals(shown, Ratio.of(numerator, denominator).toDecimal(scale));
    }

    @ParameterizedTest
    @CsvSource({
        "72, 5, 14.4",
        "100, 1, 100",
        "0, 1, 0",
        "1, 64, 0.015625",
        "1, 1000000, 0.000001",
        "1, 3, 0.3333",
        "14, 15, 0.9333",
        "1, 128, 0.0078",
        "-1, 2, -0.5"
    })
    void isWrittenExactlyWithinSixPlacesAndElseWithFour(long numerator, long denominator, String text) {
        assertEquals(text, Ratio.of(numerator, denominator).toString());
    }
}
