package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {

    @ParameterizedTest
    @CsvSource({
        "0.9, 1, 10",
        "0.95, 1, 20",
        "0.99, 1, 100",
        "0.995, 1, 200",
        "0.999, 1, 1000",
        "0.1, 9, 10",
        "0.999999999999999999, 1, 1000000000000000000"
    })
    void leavesExactlyTheRestAsErrorBudget(String objective, long numerator, long denominator) {
        assertEquals(Ratio.of(numerator, denominator), Objective.of(objective).errorBudget());
    }

    @ParameterizedTest
    @CsvSource({"0.5, 2, 1", "0.9, 10, 1", "0.96, 25, 1", "0.999, 1000, 1", "0.7, 10, 3"})
    void cannotBurnFasterThanItsCeiling(String objective, long numerator, long denominator) {
        assertEquals(Ratio.of(numerator, denominator), Objective.of(objective).ceiling());
    }

    @Test
    void isTheSameHoweverManyZerosItIsWrittenWith() {
        assertEquals(Objective.of("0.999"), Objective.of(" 0.9990000000000000000000 "));
        assertEquals("0.999", Objective.of("0.9990").toString());
        assertEquals(
                new Ratio(BigInteger.valueOf(999), BigInteger.valueOf(1000)),
                Objective.of("0.9990").asRatio());
    }

    @ParameterizedTest
    @CsvSource({"99.9, 0.999", "95, 0.95", "99, 0.99", "99.50, 0.995"})
    void asksWhetherAPercentageWasMeant(String percent, String meant) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Objective.of(percent));

        assertEquals(
                "objective must be between 0 and 1, both excluded, was " + percent + " (did you mean " + meant + "?)",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.5", "100", "0.0", "1.000", "999"})
    void liesBetweenZeroAndOneBothExcluded(String outside) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Objective.of(outside));

        assertEquals("objective must be between 0 and 1, both excluded, was " + outside, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"99,9", "", "high", "0.9.9", "NaN", "99.9%"})
    void isADecimal(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Objective.of(text));

        assertEquals("objective must be a decimal such as 0.995, was \"" + text + "\"", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.9999999999999999999", "1E-19", "1E-999999999", "0.99999999999999999999999999999999999999999"})
    void takesAtMostEighteenDecimalPlaces(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Objective.of(text));

        assertTrue(
                refused.getMessage().startsWith("objective takes at most 18 decimal places, was "),
                refused.getMessage());
    }

    @Test
    void isMetByExactlyItsShareOfGoodEvents() {
        Objective objective = Objective.of("0.999");

        assertTrue(objective.isMetBy(new EventCounts(999, 1000)));
        assertFalse(objective.isMetBy(new EventCounts(998, 1000)));
        assertTrue(objective.isMetBy(new EventCounts(9_214_148_664_818_000_000L, 9_223_372_036_854_775_807L)));
        assertTrue(Objective.of("0.1").isMetBy(new EventCounts(1, 10)));
    }

    @ParameterizedTest
    @CsvSource({"0.995, 99.5 %", "0.5, 50 %", "0.99999, 99.999 %", "0.1, 10 %", "0.001, 0.1 %"})
    void isReadAsAPercentage(String objective, String percent) {
        assertEquals(percent, Objective.of(objective).percent());
    }
}
