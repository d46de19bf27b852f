package dev.safeguard.domain.slo;

import java.time.Duration;
import java.util.Optional;

/** The events that may be bad over a period: {@code 1 - objective} of them. */
public record ErrorBudget(Objective objective, Duration period) {

    /**
     * The share of the period's budget that these events have spent, {@code burn x coverage}: buckets that are not
     * there yet count as traffic like the rest without errors, so that ten minutes of history never claim a month. May
     * exceed 1. Empty where nothing was measured.
     */
    public Optional<Ratio> spent(Measurement overPeriod) {
        return switch (overPeriod) {
            case Measurement.Measured measured -> Optional.of(BurnRate.of(measured.events(), objective)
                    .value()
                    .times(measured.coverage().share()));
            case Measurement.NoTraffic ignored -> Optional.of(Ratio.ZERO);
            case Measurement.Unmeasured ignored -> Optional.empty();
        };
    }

    /** What is left, {@code 1 - spent}; negative when overspent. */
    public Optional<Ratio> remaining(Measurement overPeriod) {
        return spent(overPeriod).map(Ratio.ONE::minus);
    }

    /** The share of the period's budget that so many bad events are, by the traffic of that period. */
    public Ratio shareOf(long bad, Measurement overPeriod) {
        return switch (overPeriod) {
            case Measurement.Measured measured ->
                Ratio.of(bad, measured.events().total())
                        .dividedBy(objective.errorBudget())
                        .times(measured.coverage().share());
            case Measurement.NoTraffic ignored -> Ratio.ZERO;
            case Measurement.Unmeasured ignored -> Ratio.ZERO;
        };
    }

    /** The share of the period's budget spent by burning at this rate for this long: {@code burn x length / period}. */
    public Ratio spentBy(BurnRate burn, Window window) {
        return burn.value().times(Ratio.of(window.length().toSeconds(), period.toSeconds()));
    }
}
