package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.Optional;

/**
 * A tier as somebody asks for it, before it is known whether it can work: {@link PolicyCheck} says so.
 *
 * @param budget the share of the period's budget that it lets be spent, where it was stated so; the factor follows
 *     from it
 */
public record TierDraft(
        String name,
        Severity severity,
        Optional<Ratio> budget,
        Ratio factor,
        Window longWindow,
        Window shortWindow,
        long minBad,
        long minTotal) {

    /** A tier that states its factor. */
    public static TierDraft of(BurnTier tier) {
        return new TierDraft(
                tier.name(),
                tier.severity(),
                Optional.empty(),
                tier.factor(),
                tier.longWindow(),
                tier.shortWindow(),
                tier.minBad(),
                tier.minTotal());
    }

    /** A tier that states the share of the budget of this period. */
    public static TierDraft ofBudget(
            String name,
            Severity severity,
            Ratio budget,
            Duration period,
            Window longWindow,
            Window shortWindow,
            long minBad,
            long minTotal) {
        return new TierDraft(
                name,
                severity,
                Optional.of(budget),
                BurnTier.factor(budget, period, longWindow),
                longWindow,
                shortWindow,
                minBad,
                minTotal);
    }

    /**
     * The tier itself.
     *
     * @throws IllegalArgumentException when the factor is not above 0, or the short window not shorter than the long
     */
    public BurnTier tier() {
        return new BurnTier(name, severity, factor, longWindow, shortWindow, minBad, minTotal);
    }

    /** What follows from it under this SLO; nothing where it is no tier at all. */
    Optional<TierFacts> facts(Slo slo) {
        return shortWindow.compareTo(longWindow) < 0 && factor.isGreaterThan(Ratio.ZERO)
                ? Optional.of(new TierFacts(slo, tier()))
                : Optional.empty();
    }

    TierDraft named(String other) {
        return new TierDraft(other, severity, budget, factor, longWindow, shortWindow, minBad, minTotal);
    }

    TierDraft burning(Ratio other) {
        return new TierDraft(name, severity, Optional.empty(), other, longWindow, shortWindow, minBad, minTotal);
    }

    /** The same over other windows; a tier that states its budget keeps it, and its factor follows. */
    TierDraft over(Window longer, Window shorter, Duration period) {
        Ratio kept = budget.map(share -> BurnTier.factor(share, period, longer)).orElse(factor);
        return new TierDraft(name, severity, budget, kept, longer, shorter, minBad, minTotal);
    }
}
