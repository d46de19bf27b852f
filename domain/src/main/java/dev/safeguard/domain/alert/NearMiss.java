package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.Optional;

/**
 * A burst that a page tier's short window saw and its long window judged too small: the reason why nobody was woken.
 *
 * @param since the boundary at which the short window first burned too fast
 * @param shortPeak the reading with the fastest short burn
 * @param longPeak the fastest burn of the long window meanwhile
 */
public record NearMiss(Instant since, TierReading shortPeak, BurnRate longPeak) {

    /** The burst after this reading of a page tier; empty while there is none, or when the tier fires after all. */
    public static Optional<NearMiss> track(Optional<NearMiss> before, TierReading reading, Instant at) {
        if (!reading.shortExceeded() || reading.firing()) {
            return Optional.empty();
        }
        NearMiss burst = before.orElse(new NearMiss(at, reading, reading.burnLong()));
        boolean faster = reading.burnShort().value().isGreaterThan(burst.shortPeak.burnShort().value());
        boolean longer = reading.burnLong().value().isGreaterThan(burst.longPeak.value());
        return Optional.of(new NearMiss(
                burst.since, faster ? reading : burst.shortPeak, longer ? reading.burnLong() : burst.longPeak));
    }

    /** For example {@code 5m burned 20.0x > 14.4x, but 1h never more than 1.7x: too little of the budget to wake}. */
    public String sentence() {
        BurnTier tier = shortPeak.tier();
        BurnComparison fast = new BurnComparison(shortPeak.burnShort().value(), tier.factor());
        BurnComparison slow = new BurnComparison(longPeak.value(), tier.factor());
        String burst = tier.shortWindow() + " burned " + fast;
        return longPeak.value().isGreaterThan(tier.factor())
                ? burst + ", but on fewer than the " + tier.minBad() + " bad events or " + tier.minTotal()
                        + " events that " + tier.name() + " asks for: nobody is woken"
                : burst + ", but " + tier.longWindow() + " never more than " + slow.burnText()
                        + ": too little of the budget to wake anybody";
    }

    public Figures figures(Slo slo) {
        return Figures.NONE
                .with("tier", shortPeak.tier().name())
                .with("long", shortPeak.tier().longWindow())
                .with("short", shortPeak.tier().shortWindow())
                .withAll(BurnComparison.figures(
                        longPeak.value(), shortPeak.burnShort().value(), shortPeak.tier().factor()))
                .with("budgetSpent", slo.budget().spentBy(longPeak, shortPeak.tier().longWindow()), 4)
                .with("since", since.toString());
    }
}
