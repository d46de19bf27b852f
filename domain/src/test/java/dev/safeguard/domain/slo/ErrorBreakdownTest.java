package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ErrorBreakdownTest {

    @Test
    void eachKindHasItsShareOfAllErrors() {
        ErrorBreakdown breakdown = breakdown(Map.of("provider-5xx", 97L, "timeout", 3L), Map.of("shed", 120L), 1_000);

        assertEquals(100, breakdown.errors());
        assertEquals(120, breakdown.degraded());
        assertEquals(Ratio.of("0.97"), breakdown.shareOfErrors("provider-5xx"));
        assertEquals(Ratio.ZERO, breakdown.shareOfErrors("dns"));
    }

    @Test
    void withoutErrorsNoKindHasAShare() {
        assertEquals(Ratio.ZERO, ErrorBreakdown.NONE.shareOfErrors("provider-5xx"));
    }

    @Test
    void countsAreNotNegative() {
        var errors = assertThrows(IllegalArgumentException.class, () -> breakdown(Map.of("a", -1L), Map.of(), 0));
        var degraded = assertThrows(IllegalArgumentException.class, () -> breakdown(Map.of(), Map.of("b", -2L), 0));
        var arrivals = assertThrows(IllegalArgumentException.class, () -> breakdown(Map.of(), Map.of(), -3));

        assertEquals("errors of kind a must not be negative, was -1", errors.getMessage());
        assertEquals("degraded events of kind b must not be negative, was -2", degraded.getMessage());
        assertEquals("arrivals must not be negative, was -3", arrivals.getMessage());
    }

    private static ErrorBreakdown breakdown(Map<String, Long> errors, Map<String, Long> degraded, long arrivals) {
        return new ErrorBreakdown(new TreeMap<>(errors), new TreeMap<>(degraded), arrivals);
    }
}
