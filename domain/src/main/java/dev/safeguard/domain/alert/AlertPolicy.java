package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tiers of an SLO, most severe first, and how silence is treated.
 *
 * @param clearCoverage the share of a short window's buckets that must be there before its tier may clear
 * @param staleAfter the age of the newest data from which it is called stale
 * @param blindAfter the age from which nothing is known any more; longer than {@code staleAfter}
 */
public record AlertPolicy(
        Kind kind, List<BurnTier> tiers, Ratio clearCoverage, Duration staleAfter, Duration blindAfter) {

    private static final Ratio CLEAR_COVERAGE = Ratio.of("0.8");
    private static final Duration STALE_AFTER = Duration.ofMinutes(5);
    private static final Duration BLIND_AFTER = Duration.ofMinutes(15);
    private static final Ratio HALF = Ratio.of(1, 2);
    private static final Ratio QUARTER = Ratio.of(1, 4);

    /** Where a policy's tiers come from. */
    public enum Kind {
        /** The catalogue of the period. */
        BUILT_IN,
        /** The catalogue with page tiers scaled to a low ceiling. */
        LOW_OBJECTIVE,
        /** Written by the user. */
        CUSTOM
    }

    public AlertPolicy {
        tiers = tiers.stream().sorted(Comparator.comparing(BurnTier::severity)).toList();
        Set<String> names = new HashSet<>();
        for (BurnTier tier : tiers) {
            if (!names.add(tier.name())) {
                throw new IllegalArgumentException("two tiers are named " + tier.name());
            }
        }
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one tier");
        }
        if (staleAfter.compareTo(blindAfter) >= 0) {
            throw new IllegalArgumentException("staleAfter must be shorter than blindAfter, was "
                    + Window.text(staleAfter) + " and " + Window.text(blindAfter));
        }
    }

    /** The user's own tiers, with the usual treatment of silence. */
    public static AlertPolicy custom(List<BurnTier> tiers) {
        return of(Kind.CUSTOM, tiers);
    }

    /**
     * The catalogue for this period (7, 28, 30 or 90 days). Where a standard page factor exceeds half the ceiling of
     * the objective, the page tiers become half the ceiling over 30 m / 5 m and a quarter of it over 2 h / 10 m.
     *
     * @throws IllegalArgumentException when the period has no catalogue, or no page tier can work for the objective
     */
    public static AlertPolicy builtIn(Objective objective, Duration period) {
        whyNotBuiltIn(objective, period).ifPresent(reason -> {
            throw new IllegalArgumentException(reason.sentence());
        });
        List<BurnTier> standard = catalogue(period);
        if (!isTooLowFor(standard, objective)) {
            return of(Kind.BUILT_IN, standard);
        }
        Ratio half = objective.ceiling().times(HALF);
        Ratio quarter = objective.ceiling().times(QUARTER);
        List<BurnTier> scaled = new ArrayList<>();
        scaled.add(new BurnTier("sev1", Severity.SEV1, half, Window.ofMinutes(30), Window.ofMinutes(5), 10, 0));
        scaled.add(new BurnTier("sev2", Severity.SEV2, quarter, Window.ofHours(2), Window.ofMinutes(10), 5, 0));
        standard.stream().filter(tier -> !tier.severity().isPage()).forEach(scaled::add);
        return of(Kind.LOW_OBJECTIVE, scaled);
    }

    /** What keeps the built-in tiers from being there for this objective and period. */
    static Optional<PolicyCheck.Found> whyNotBuiltIn(Objective objective, Duration period) {
        List<BurnTier> standard = catalogue(period);
        if (standard.isEmpty()) {
            return Optional.of(PolicyCheck.Found.ofAll(
                    PolicyProblem.Kind.NO_CATALOGUE,
                    "there are built-in tiers for periods of 7, 28, 30 and 90 days, not for " + Window.text(period)));
        }
        boolean fits = !isTooLowFor(standard, objective)
                || objective.ceiling().times(QUARTER).isGreaterThan(Ratio.ONE);
        return fits
                ? Optional.empty()
                : Optional.of(PolicyCheck.Found.ofAll(
                        PolicyProblem.Kind.OBJECTIVE_TOO_LOW,
                        "objective " + objective + " is too low for the built-in tiers: at most "
                                + BurnComparison.text(objective.ceiling())
                                + " can ever burn, so a quarter of it would page inside the budget"));
    }

    /** The tiers that the built-in policy has or, for a low objective that they do not fit, would have; may be none. */
    static List<BurnTier> catalogueFor(Objective objective, Duration period) {
        return whyNotBuiltIn(objective, period).isPresent()
                ? catalogue(period)
                : builtIn(objective, period).tiers();
    }

    static boolean hasCatalogue(Duration period) {
        return !catalogue(period).isEmpty();
    }

    /** Whether a standard page factor exceeds half of what can burn at most. */
    private static boolean isTooLowFor(List<BurnTier> standard, Objective objective) {
        Ratio half = objective.ceiling().times(HALF);
        return standard.stream()
                .anyMatch(tier -> tier.severity().isPage() && tier.factor().isGreaterThan(half));
    }

    private static AlertPolicy of(Kind kind, List<BurnTier> tiers) {
        return new AlertPolicy(kind, tiers, CLEAR_COVERAGE, STALE_AFTER, BLIND_AFTER);
    }

    /** The tiers for this period; none where there is no catalogue for it. */
    private static List<BurnTier> catalogue(Duration period) {
        Window hour = Window.ofHours(1);
        Window sixHours = Window.ofHours(6);
        Window threeDays = Window.ofDays(3);
        if (!period.equals(Duration.ofDays(period.toDays()))) {
            return List.of();
        }
        return switch (Math.toIntExact(Math.min(period.toDays(), Integer.MAX_VALUE))) {
            case 7 -> tiers(period, hour, "0.10", sixHours, "0.20", Window.ofDays(1), "0.40");
            case 28, 30 -> tiers(period, hour, "0.02", sixHours, "0.05", threeDays, "0.10");
            case 90 -> tiers(period, hour, "0.01", sixHours, "0.03", threeDays, "0.10");
            default -> List.of();
        };
    }

    private static List<BurnTier> tiers(
            Duration period, Window fast, String first, Window slow, String second, Window mild, String third) {
        return List.of(
                BurnTier.ofBudget(Severity.SEV1, Ratio.of(first), period, fast, 10),
                BurnTier.ofBudget(Severity.SEV2, Ratio.of(second), period, slow, 5),
                BurnTier.ofBudget(Severity.SEV3, Ratio.of(third), period, mild, 1));
    }

    /** Everything that keeps this policy from working for this SLO, each with a way out; empty when it works. */
    public List<PolicyProblem> problemsFor(Slo slo) {
        return checkFor(slo).problems();
    }

    PolicyCheck checkFor(Slo slo) {
        return PolicyCheck.of(slo, tiers.stream().map(TierDraft::of).toList());
    }
}
