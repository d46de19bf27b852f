package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCountsTest {

    @Test
    void whatIsNotGoodIsBad() {
        EventCounts counts = new EventCounts(7, 10);

        assertEquals(3, counts.bad());
        assertEquals(Ratio.of("0.7"), counts.sli());
        assertEquals(Ratio.of("0.3"), counts.errorRatio());
        assertEquals(Long.MAX_VALUE, new EventCounts(0, Long.MAX_VALUE).bad());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|-1|total must not be negative, was -1",
                "-1|5|good must not be negative, was -1",
                "6|5|good must not exceed total (5), was 6"
            })
    void refusesCountsThatCannotBe(long good, long total, String message) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new EventCounts(good, total));

        assertEquals(message, refused.getMessage());
    }

    @Test
    void addsBothAndNeverWrapsAround() {
        assertEquals(new EventCounts(10, 14), new EventCounts(3, 4).plus(new EventCounts(7, 10)));
        assertThrows(ArithmeticException.class, () -> new EventCounts(0, Long.MAX_VALUE).plus(new EventCounts(0, 1)));
    }

    @Test
    void noEventsHaveNoSli() {
        assertTrue(EventCounts.NONE.isEmpty());
        assertThrows(IllegalArgumentException.class, EventCounts.NONE::sli);
        assertThrows(IllegalArgumentException.class, EventCounts.NONE::errorRatio);
    }

    @Test
    void burnIsTheErrorRatioInBudgets() {
        Objective objective = Objective.of("0.999");

        assertEquals(new BurnRate(Ratio.of("14.4")), BurnRate.of(new EventCounts(9_856, 10_000), objective));
        assertEquals(new BurnRate(Ratio.ONE), BurnRate.of(new EventCounts(999, 1_000), objective));
        assertEquals("1000.0x", BurnRate.of(new EventCounts(0, 1), objective).toString());
        assertEquals(BurnRate.ZERO, BurnRate.of(EventCounts.NONE, objective));
    }
}
