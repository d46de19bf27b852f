package dev.safeguard.domain.slo;

import java.math.BigDecimal;

/**
 * The share of events promised to be good: a decimal in (0, 1), both ends excluded, with at most 18 decimal places.
 * Kept as the decimal it was written as, so that {@code 1 - objective} is exact.
 */
public record Objective(BigDecimal value) {

    private static final int MAX_SCALE = 18;

    public Objective {
        if (value.signum() <= 0 || value.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(
                    "objective must be between 0 and 1, both excluded, was " + value.toPlainString() + meant(value));
        }
        value = value.stripTrailingZeros();
        if (value.scale() > MAX_SCALE) {
            throw new IllegalArgumentException("objective takes at most " + MAX_SCALE + " decimal places, was "
                    + value.toPlainString());
        }
    }

    /** Reads a plain decimal such as {@code 0.995}. */
    public static Objective of(String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "objective must be a decimal such as 0.995, was \"" + text + "\"", notANumber);
        }
        if (value.precision() > 40 || Math.abs((long) value.scale()) > 40) {
            throw new IllegalArgumentException("objective takes at most " + MAX_SCALE + " decimal places, was " + text);
        }
        return new Objective(value);
    }

    /** {@code 1 - objective}, exactly. */
    public Ratio errorBudget() {
        return Ratio.of(BigDecimal.ONE.subtract(value));
    }

    public Ratio asRatio() {
        return Ratio.of(value);
    }

    /** The highest burn rate there can be, {@code 1 / (1 - objective)}: every event is bad. */
    public Ratio ceiling() {
        return Ratio.ONE.dividedBy(errorBudget());
    }

    /** Whether these events keep the promise; the comparison is exact and equality keeps it. */
    public boolean isMetBy(EventCounts counts) {
        return counts.sli().compareTo(asRatio()) >= 0;
    }

    /** For example {@code 99.5 %}. */
    public String percent() {
        return value.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }

    private static String meant(BigDecimal value) {
        boolean looksLikePercent = value.compareTo(BigDecimal.TEN) >= 0 && value.compareTo(BigDecimal.valueOf(100)) < 0;
        return looksLikePercent
                ? " (did you mean " + value.movePointLeft(2).stripTrailingZeros().toPlainString() + "?)"
                : "";
    }
}
