package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.BurnThreshold;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Measurements;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * One line of a two-window burn-rate alert: it fires while the burn exceeds the factor in the long window, which says
 * that it matters, and in the short one, which says that it is still going on.
 *
 * @param factor how many times faster than allowed the budget must burn, {@code budget fraction x period / long}
 * @param minBad bad events in the long window below which it does not fire
 * @param minTotal events in the long window below which it does not fire
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">The Site Reliability Workbook, "Multiwindow,
 *     Multi-Burn-Rate Alerts"</a>
 */
public record BurnTier(
        String name, Severity severity, Ratio factor, Window longWindow, Window shortWindow, long minBad, long minTotal) {

    public BurnTier {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tier needs a name");
        }
        if (factor.compareTo(Ratio.ZERO) <= 0) {
            throw new IllegalArgumentException("the factor of tier " + name + " must be above 0, was " + factor);
        }
        if (shortWindow.compareTo(longWindow) >= 0) {
            throw new IllegalArgumentException("the short window of tier " + name + " must be shorter than the long ("
                    + longWindow + "), was " + shortWindow);
        }
        if (minBad < 0 || minTotal < 0) {
            throw new IllegalArgumentException("minBad and minTotal of tier " + name + " must not be negative");
        }
    }

    /** A tier by the share of the period's budget it lets be spent, with a short window of a twelfth of the long. */
    static BurnTier ofBudget(Severity severity, Ratio budget, Duration period, Window longWindow, long minBad) {
        Ratio factor = factor(budget, period, longWindow);
        Window shortWindow = new Window(longWindow.length().dividedBy(12));
        return new BurnTier(severity.word(), severity, factor, longWindow, shortWindow, minBad, 0);
    }

    /** {@code budget fraction x period / long window}. */
    public static Ratio factor(Ratio budget, Duration period, Window longWindow) {
        return budget.times(Ratio.of(period.toSeconds(), longWindow.length().toSeconds()));
    }

    /** What the two windows say. Thresholds are compared exactly and strictly. */
    public TierReading read(Measurements measurements, Objective objective) {
        return read(measurements, objective, BurnThreshold.of(factor, objective));
    }

    /** The same with the threshold of this tier and objective prepared, for who reads it every minute. */
    TierReading read(Measurements measurements, Objective objective, BurnThreshold threshold) {
        Measurement longer = measurements.over(longWindow);
        Measurement shorter = measurements.over(shortWindow);
        EventCounts events = longer.counts();
        return new TierReading(
                this,
                objective,
                longer,
                shorter,
                threshold.isExceededBy(events),
                threshold.isExceededBy(shorter.counts()),
                isEnough(events.bad(), events.total()));
    }

    /** Whether a long window with so many events holds enough of them to be judged. */
    boolean isEnough(long bad, long total) {
        return bad >= minBad && total >= minTotal;
    }

    /** How many buckets of the short window have to be there before the tier may clear, for this share of them. */
    int bucketsToClear(Duration resolution, Ratio clearCoverage) {
        Ratio buckets = clearCoverage.times(Ratio.of(shortWindow.buckets(resolution), 1));
        return new BigDecimal(buckets.numerator())
                .divide(new BigDecimal(buckets.denominator()), 0, RoundingMode.CEILING)
                .intValueExact();
    }
}
