package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;

/**
 * What a tier's two windows said at one boundary.
 *
 * @param enoughEvents whether the long window holds the tier's {@code minBad} and {@code minTotal}
 */
public record TierReading(
        BurnTier tier,
        Objective objective,
        Measurement longMeasurement,
        Measurement shortMeasurement,
        boolean longExceeded,
        boolean shortExceeded,
        boolean enoughEvents) {

    /** The burn of the long window; worked out when it is asked for, as most readings are only decided on. */
    public BurnRate burnLong() {
        return BurnRate.of(longMeasurement.counts(), objective);
    }

    /** The burn of the short window. */
    public BurnRate burnShort() {
        return BurnRate.of(shortMeasurement.counts(), objective);
    }

    /** Both windows burn faster than the factor, on enough events. */
    public boolean firing() {
        return longExceeded && shortExceeded && enoughEvents;
    }

    /**
     * Whether what is measured now can end a firing: the condition is gone, and the short window is covered and has
     * traffic. Silence cannot.
     */
    boolean clears(Ratio clearCoverage) {
        return !firing()
                && shortMeasurement instanceof Measurement.Measured measured
                && measured.coverage().share().compareTo(clearCoverage) >= 0;
    }

    /** The share of the period's budget that the long window alone has spent, {@code burn x long / period}. */
    public Ratio budgetSpent(Slo slo) {
        return slo.budget().spentBy(burnLong(), tier.longWindow());
    }

    /** Tier, windows, burn rates, factor, budget spent and the events counted, for the timeline. */
    public Figures figures(Slo slo) {
        return Figures.NONE
                .with("tier", tier.name())
                .with("long", tier.longWindow())
                .with("short", tier.shortWindow())
                .withAll(BurnComparison.figures(burnLong().value(), burnShort().value(), tier.factor()))
                .with("budgetSpent", budgetSpent(slo), 4)
                .with("badLong", longMeasurement.counts().bad())
                .with("totalLong", longMeasurement.counts().total());
    }

    /** For example {@code burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x}. */
    public String sentence() {
        return "burn " + tier.longWindow() + " " + against(burnLong()) + ", " + tier.shortWindow() + " "
                + against(burnShort());
    }

    /** Why it does not fire any more: {@code 5m burn 8.2x, threshold 14.4x}. */
    public String clearSentence() {
        if (longExceeded && shortExceeded) {
            return tier.longWindow() + " holds fewer than " + tier.minBad() + " bad events or " + tier.minTotal()
                    + " events";
        }
        BurnComparison calm = against(shortExceeded ? burnLong() : burnShort());
        return (shortExceeded ? tier.longWindow() : tier.shortWindow()) + " burn " + calm.burnText() + ", threshold "
                + calm.factorText();
    }

    private BurnComparison against(BurnRate burn) {
        return new BurnComparison(burn.value(), tier.factor());
    }
}
