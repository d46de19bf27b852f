package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {

    private static final Coverage ALL = new Coverage(5, 5);

    @Test
    void bucketsWithEventsAreMeasured() {
        EventCounts counts = new EventCounts(3, 4);
        Measurement measurement = Measurement.of(counts, ALL);

        assertEquals(new Measurement.Measured(counts, ALL), measurement);
        assertEquals(Optional.of(Ratio.of("0.75")), measurement.sli());
    }

    @Test
    void bucketsWithoutEventsAreNoTraffic() {
        Measurement measurement = Measurement.of(EventCounts.NONE, new Coverage(1, 5));

        assertEquals(new Measurement.NoTraffic(new Coverage(1, 5)), measurement);
        assertEquals(EventCounts.NONE, measurement.counts());
        assertEquals(Optional.empty(), measurement.sli());
    }

    @Test
    void noBucketIsUnmeasured() {
        Measurement measurement = Measurement.of(EventCounts.NONE, new Coverage(0, 5));

        assertEquals(new Measurement.Unmeasured(new Coverage(0, 5)), measurement);
        assertEquals(EventCounts.NONE, measurement.counts());
        assertEquals(Optional.empty(), measurement.sli());
    }

    @Test
    void silenceIsNotMeasured() {
        assertThrows(IllegalArgumentException.class, () -> new Measurement.Measured(EventCounts.NONE, ALL));
    }

    @Test
    void coverageIsBucketsPresentOverBucketsExpected() {
        assertEquals(Ratio.of("0.8"), new Coverage(4, 5).share());
        assertEquals(Ratio.ZERO, new Coverage(0, 60).share());
    }

    @ParameterizedTest
    @CsvSource({"6, 5", "-1, 5", "0, 0", "0, -1"})
    void refusesCoverageThatCannotBe(int present, int expected) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new Coverage(present, expected));

        assertEquals(
                "coverage needs 0 <= present <= expected and something expected, was " + present + "/" + expected,
                refused.getMessage());
    }
}
