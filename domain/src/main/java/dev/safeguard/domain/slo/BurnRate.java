package dev.safeguard.domain.slo;

/**
 * How many times faster than allowed the error budget is spent: {@code (bad / total) / (1 - objective)}. At 1 the
 * budget lasts exactly the period.
 *
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">The Site Reliability Workbook, chapter 5</a>
 */
public record BurnRate(Ratio value) {

    public static final BurnRate ZERO = new BurnRate(Ratio.ZERO);

    public BurnRate {
        if (value.numerator().signum() < 0) {
            throw new IllegalArgumentException("a burn rate is not negative, was " + value);
        }
    }

    /** The burn of these events; no events burn nothing. */
    public static BurnRate of(EventCounts counts, Objective objective) {
        return counts.isEmpty() ? ZERO : new BurnRate(counts.errorRatio().dividedBy(objective.errorBudget()));
    }

    /** For example {@code 14.4x}. */
    @Override
    public String toString() {
        return value.toDecimal(1).toPlainString() + "x";
    }
}
