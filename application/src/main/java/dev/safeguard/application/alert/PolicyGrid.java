package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tiers that a search puts together: each severity of the present policy with its present tier first, and then
 * others around it, the closest first. A severity that the present policy does not have stays away. A ticket's factor
 * never rises: a burn below it spends the whole budget, and nobody is told.
 *
 * @param sev1 nothing when there is no such tier; likewise the others
 */
record PolicyGrid(List<BurnTier> sev1, List<BurnTier> sev2, List<BurnTier> sev3) {

    private static final List<Ratio> LONGER = List.of(Ratio.ONE, Ratio.of(2, 1), Ratio.of(1, 2), Ratio.of(4, 1));
    private static final List<Ratio> SHORT_SHARES = List.of(Ratio.of(1, 12), Ratio.of(1, 6), Ratio.of(1, 4));
    private static final List<Ratio> BUDGETS = List.of(
            Ratio.ONE,
            Ratio.of("1.05"),
            Ratio.of("1.1"),
            Ratio.of("0.9"),
            Ratio.of("1.25"),
            Ratio.of("1.5"),
            Ratio.of("2"),
            Ratio.of("3"),
            Ratio.of("4"),
            Ratio.of("0.75"),
            Ratio.of("0.5"));

    PolicyGrid {
        sev1 = List.copyOf(sev1);
        sev2 = List.copyOf(sev2);
        sev3 = List.copyOf(sev3);
    }

    /** The tiers around those of a rule that can work for its SLO. */
    static PolicyGrid around(AlertRule rule) {
        return new PolicyGrid(
                around(rule, Severity.SEV1), around(rule, Severity.SEV2), around(rule, Severity.SEV3));
    }

    List<BurnTier> of(Severity severity) {
        return switch (severity) {
            case SEV1 -> sev1;
            case SEV2 -> sev2;
            case SEV3 -> sev3;
        };
    }

    /** How many tiers there are. */
    int tiers() {
        return sev1.size() + sev2.size() + sev3.size();
    }

    /** How many policies can be made of them. */
    long policies() {
        return (long) Math.max(1, sev1.size()) * Math.max(1, sev2.size()) * Math.max(1, sev3.size());
    }

    /** The rule's policy with these tiers instead of its own. */
    static AlertPolicy policy(AlertPolicy like, List<BurnTier> tiers) {
        return new AlertPolicy(
                AlertPolicy.Kind.CUSTOM, tiers, like.clearCoverage(), like.staleAfter(), like.blindAfter());
    }

    private static List<BurnTier> around(AlertRule rule, Severity severity) {
        Optional<BurnTier> own = rule.policy().tiers().stream()
                .filter(tier -> tier.severity() == severity)
                .findFirst();
        if (own.isEmpty()) {
            return List.of();
        }
        BurnTier present = own.get();
        Set<BurnTier> tiers = new LinkedHashSet<>();
        tiers.add(present);
        for (Window longer : longWindows(present, rule.slo())) {
            for (Window shorter : shortWindows(present, longer, rule.slo().resolution())) {
                for (Ratio factor : factors(present, longer)) {
                    for (long minBad : minBads(present)) {
                        tiers.add(new BurnTier(
                                present.name(), severity, factor, longer, shorter, minBad, present.minTotal()));
                    }
                }
            }
        }
        return tiers.stream()
                .filter(tier -> severity.isPage() || !tier.factor().isGreaterThan(present.factor()))
                .filter(tier -> policy(rule.policy(), List.of(tier))
                        .problemsFor(rule.slo())
                        .isEmpty())
                .toList();
    }

    private static List<Window> longWindows(BurnTier present, Slo slo) {
        return LONGER.stream()
                .map(times -> scaled(present.longWindow(), times, slo.resolution()))
                .filter(window -> window.compareTo(slo.periodWindow()) <= 0)
                .distinct()
                .toList();
    }

    private static Collection<Window> shortWindows(BurnTier present, Window longer, Duration resolution) {
        Set<Window> windows = new LinkedHashSet<>();
        windows.add(scaled(
                longer,
                Ratio.of(
                        present.shortWindow().length().toSeconds(),
                        present.longWindow().length().toSeconds()),
                resolution));
        SHORT_SHARES.forEach(share -> windows.add(scaled(longer, share, resolution)));
        windows.removeIf(window -> window.compareTo(longer) >= 0);
        return windows;
    }

    /** So many times as long, rounded up to whole buckets. */
    private static Window scaled(Window window, Ratio times, Duration resolution) {
        Ratio buckets = times.times(Ratio.of(window.length().toSeconds(), resolution.toSeconds()));
        long whole = buckets.numerator()
                .add(buckets.denominator())
                .subtract(BigInteger.ONE)
                .divide(buckets.denominator())
                .longValueExact();
        return new Window(resolution.multipliedBy(whole));
    }

    /** The factors that let so many times the budget be spent, as decimals that can be written down. */
    private static Set<Ratio> factors(BurnTier present, Window longer) {
        Ratio same = present.factor()
                .times(Ratio.of(
                        present.longWindow().length().toSeconds(),
                        longer.length().toSeconds()));
        Set<Ratio> factors = new LinkedHashSet<>();
        for (Ratio times : BUDGETS) {
            Ratio rounded = Ratio.of(same.times(times).toDecimal(2));
            if (rounded.isGreaterThan(Ratio.ZERO)) {
                factors.add(longer.equals(present.longWindow()) && times.equals(Ratio.ONE) ? same : rounded);
            }
        }
        return factors;
    }

    private static Collection<Long> minBads(BurnTier present) {
        return new TreeSet<>(List.of(
                present.minBad(), Math.max(2 * present.minBad(), 10), Math.max(5 * present.minBad(), 50)));
    }
}
