package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/**
 * What follows from a tier under an SLO, before anything has failed: what it fires on, how soon, at what price, and
 * when it lets go. Every figure is exact; nothing is rounded before it is shown.
 *
 * <p>The times are those of a constant error ratio, under constant traffic, from a clean start: the windows are full of
 * error-free traffic when it begins. Alerts are evaluated at bucket boundaries, and a burn of exactly the factor does
 * not fire, so a time is given twice: as the formula has it, and as the first boundary at which the alert has changed.
 *
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">The Site Reliability Workbook, chapter 5, "Alerting on
 *     SLOs"</a>, for the formulas of the factor, the detection time and the budget spent
 */
public record TierFacts(Slo slo, BurnTier tier) {

    /** The error ratio above which it fires, {@code factor x (1 - objective)}; at or above 1 it never does. */
    public Ratio firesAbove() {
        return tier.factor().times(slo.objective().errorBudget());
    }

    /** The highest burn there can be, {@code 1 / (1 - objective)}. */
    public Ratio ceiling() {
        return slo.objective().ceiling();
    }

    /** Whether it can fire at all: {@code factor < ceiling}, strictly, as burning the ceiling exactly is no more. */
    public boolean isReachable() {
        return ceiling().isGreaterThan(tier.factor());
    }

    /** Whether this constant error ratio fires it in the end: {@code burn > factor}. */
    public boolean isFiredBy(Ratio errorRatio) {
        checked(errorRatio);
        return errorRatio.isGreaterThan(firesAbove());
    }

    /**
     * The seconds until the long window burns as fast as the factor, {@code (1 - objective) / error ratio x long x
     * factor}; the short window does by then. Empty where this error ratio never fires it.
     */
    public Optional<Ratio> detectionSeconds(Ratio errorRatio) {
        return isFiredBy(errorRatio)
                ? Optional.of(firesAbove().dividedBy(errorRatio).times(seconds(tier.longWindow().length())))
                : Optional.empty();
    }

    /**
     * The first bucket boundary at which it fires, counted from the beginning of the errors: the first multiple of the
     * resolution that is greater, not equal, to {@link #detectionSeconds}.
     */
    public Optional<Duration> detection(Ratio errorRatio) {
        return detectionSeconds(errorRatio).map(exact -> buckets(floor(perBucket(exact)).add(BigInteger.ONE)));
    }

    /** The share of the period's budget that is spent when it fires, {@code factor x long / period}, whatever burns. */
    public Ratio budgetSpent() {
        return slo.budget().spentBy(new BurnRate(tier.factor()), tier.longWindow());
    }

    /** The share that is spent at the boundary at which it fires: a little more, as that comes a little later. */
    public Optional<Ratio> budgetSpent(Ratio errorRatio) {
        return detection(errorRatio)
                .map(after -> errorRatio
                        .dividedBy(slo.objective().errorBudget())
                        .times(seconds(after))
                        .dividedBy(seconds(slo.period())));
    }

    /**
     * The seconds from the end of the errors until the short window burns no faster than the factor, {@code short x
     * (1 - factor x (1 - objective) / error ratio)}. It holds for errors of any length that fired it: what is left of
     * them in the short window decides, and the long one follows later. Empty where this error ratio never fires it.
     */
    public Optional<Ratio> clearSeconds(Ratio errorRatio) {
        return isFiredBy(errorRatio)
                ? Optional.of(Ratio.ONE
                        .minus(firesAbove().dividedBy(errorRatio))
                        .times(seconds(tier.shortWindow().length())))
                : Optional.empty();
    }

    /**
     * The first bucket boundary at which it does not fire any more, counted from the end of the errors: the first
     * multiple of the resolution that is not less than {@link #clearSeconds}. It takes a covered short window.
     */
    public Optional<Duration> clearing(Ratio errorRatio) {
        return clearSeconds(errorRatio).map(exact -> buckets(ceiling(perBucket(exact))));
    }

    /**
     * The events a minute below which not even a total outage that fills the long window fires it, for want of {@code
     * minBad} and {@code minTotal}.
     */
    public Ratio leastEventsPerMinute() {
        return Ratio.of(Math.max(tier.minBad(), tier.minTotal()), 1)
                .dividedBy(minutes(tier.longWindow().length()));
    }

    /**
     * The events a minute below which this error ratio is detected later than {@link #detection} says: until then the
     * bad ones are fewer than {@code minBad}, or all that the long window holds are fewer than {@code minTotal}.
     */
    public Optional<Ratio> eventsPerMinuteToBeOnTime(Ratio errorRatio) {
        return detection(errorRatio).map(after -> {
            Ratio forBad = Ratio.of(tier.minBad(), 1).dividedBy(errorRatio).dividedBy(minutes(after));
            Ratio forTotal =
                    Ratio.of(tier.minTotal(), 1).dividedBy(minutes(tier.longWindow().length()));
            return forBad.isGreaterThan(forTotal) ? forBad : forTotal;
        });
    }

    private Ratio perBucket(Ratio seconds) {
        return seconds.dividedBy(seconds(slo.resolution()));
    }

    private Duration buckets(BigInteger count) {
        return slo.resolution().multipliedBy(count.longValueExact());
    }

    private static BigInteger floor(Ratio ratio) {
        return ratio.numerator().divide(ratio.denominator());
    }

    private static BigInteger ceiling(Ratio ratio) {
        return ratio.numerator().add(ratio.denominator()).subtract(BigInteger.ONE).divide(ratio.denominator());
    }

    private static Ratio seconds(Duration length) {
        return Ratio.of(length.toSeconds(), 1);
    }

    private static Ratio minutes(Duration length) {
        return Ratio.of(length.toSeconds(), 60);
    }

    private static void checked(Ratio errorRatio) {
        if (errorRatio.compareTo(Ratio.ZERO) <= 0 || errorRatio.isGreaterThan(Ratio.ONE)) {
            throw new IllegalArgumentException("an error ratio is above 0 and at most 1, was " + errorRatio);
        }
    }
}
