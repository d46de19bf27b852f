package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBudgetTest {

    private static final ErrorBudget BUDGET = new ErrorBudget(Objective.of("0.999"), Duration.ofDays(30));
    private static final Coverage WHOLE_PERIOD = new Coverage(43_200, 43_200);

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0.1, 0.9", "10, 1, 0", "25, 2.5, -1.5"})
    void spentIsTheBadShareOfWhatMayBeBad(long badInTenThousand, String spent, String remaining) {
        Measurement period = measured(badInTenThousand, 10_000, WHOLE_PERIOD);

        assertEquals(Optional.of(Ratio.of(spent)), BUDGET.spent(period));
        assertEquals(Optional.of(Ratio.of(remaining)), BUDGET.remaining(period));
    }

    @Test
    void tenMinutesOfTotalFailureSpendTenMinutesOfTheMonthAndNotAllOfIt() {
        Measurement tenMinutes = measured(10_000, 10_000, new Coverage(10, 43_200));

        assertEquals(Optional.of(Ratio.of(10_000, 43_200)), BUDGET.spent(tenMinutes));
    }

    @Test
    void noTrafficSpendsNothingAndNoMeasurementSaysNothing() {
        assertEquals(Optional.of(Ratio.ZERO), BUDGET.spent(new Measurement.NoTraffic(new Coverage(3, 5))));
        assertEquals(Optional.empty(), BUDGET.spent(new Measurement.Unmeasured(new Coverage(0, 5))));
        assertEquals(Optional.empty(), BUDGET.remaining(new Measurement.Unmeasured(new Coverage(0, 5))));
    }

    @ParameterizedTest
    @CsvSource({"14.4, PT1H, 0.02", "6, PT6H, 0.05", "1, PT72H, 0.1", "1, PT720H, 1"})
    void burningForAWindowSpendsBurnTimesLengthOverPeriod(String burn, Duration length, String share) {
        assertEquals(Ratio.of(share), BUDGET.spentBy(new BurnRate(Ratio.of(burn)), new Window(length)));
    }

    @Test
    void theBadEventsOfAnIncidentAreAShareOfThePeriodsBudget() {
        Measurement period = measured(500, 1_000_000, WHOLE_PERIOD);

        assertEquals(Ratio.of("0.3"), BUDGET.shareOf(300, period));
        assertEquals(BUDGET.spent(period), Optional.of(BUDGET.shareOf(500, period)));
        assertEquals(Ratio.of("0.15"), BUDGET.shareOf(300, measured(500, 1_000_000, new Coverage(21_600, 43_200))));
        assertEquals(Ratio.ZERO, BUDGET.shareOf(300, new Measurement.NoTraffic(WHOLE_PERIOD)));
        assertEquals(Ratio.ZERO, BUDGET.shareOf(300, new Measurement.Unmeasured(new Coverage(0, 43_200))));
    }

    private static Measurement measured(long bad, long total, Coverage coverage) {
        return new Measurement.Measured(new EventCounts(total - bad, total), coverage);
    }
}
