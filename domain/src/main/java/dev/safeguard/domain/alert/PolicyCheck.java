package dev.safeguard.domain.alert;

import dev.safeguard.domain.alert.PolicyProblem.Kind;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether tiers can work for an SLO.
 *
 * @param tiers as they were asked for
 * @param problems everything that keeps them from working; empty when they work
 */
public record PolicyCheck(Slo slo, List<TierDraft> tiers, List<PolicyProblem> problems) {

    /** A ticket may begin a little inside the budget; a page may not. */
    static final Ratio LOWEST_TICKET_FACTOR = Ratio.of("0.9");

    public PolicyCheck {
        tiers = List.copyOf(tiers);
        problems = List.copyOf(problems);
    }

    /** Checks tiers that somebody has written. */
    public static PolicyCheck of(Slo slo, List<TierDraft> tiers) {
        return of(slo, tiers, found(slo, tiers));
    }

    /** Checks the built-in tiers: they have to be there for the period and fit the objective and the resolution. */
    public static PolicyCheck ofBuiltIn(Slo slo) {
        Optional<Found> missing = AlertPolicy.whyNotBuiltIn(slo.objective(), slo.period());
        List<TierDraft> tiers = AlertPolicy.catalogueFor(slo.objective(), slo.period()).stream()
                .map(TierDraft::of)
                .toList();
        return missing.map(reason -> of(slo, tiers, List.of(reason))).orElseGet(() -> of(slo, tiers));
    }

    /** What follows from the tiers, under a line that says so; from those of the fix, where there are none. */
    public List<String> table() {
        boolean asked = !tiers.isEmpty();
        List<TierDraft> shown = asked
                ? tiers
                : fix().map(AlertPolicy::tiers).orElse(List.of()).stream()
                        .map(TierDraft::of)
                        .toList();
        List<String> lines = new ArrayList<>();
        lines.add((asked ? "these tiers" : "the tiers proposed") + " at objective " + slo.objective() + " over "
                + Window.text(slo.period()) + ":");
        lines.addAll(TierTable.lines(slo, shown));
        return lines;
    }

    /** A policy that works in place of this one; none where it works, or where none can. */
    public Optional<AlertPolicy> fix() {
        return problems.stream().findFirst().flatMap(PolicyProblem::fix);
    }

    /** A problem before there is a fix for it. */
    record Found(Kind kind, Optional<Integer> position, Optional<String> tier, String sentence) {

        static Found ofAll(Kind kind, String sentence) {
            return new Found(kind, Optional.empty(), Optional.empty(), sentence);
        }
    }

    private static PolicyCheck of(Slo slo, List<TierDraft> tiers, List<Found> found) {
        if (found.isEmpty()) {
            return new PolicyCheck(slo, tiers, List.of());
        }
        boolean startsOver = found.stream()
                .anyMatch(problem -> problem.kind() == Kind.NO_CATALOGUE || problem.kind() == Kind.OBJECTIVE_TOO_LOW);
        Optional<AlertPolicy> fix = new PolicyRepair(slo).repaired(startsOver ? List.of() : tiers);
        return new PolicyCheck(
                slo,
                tiers,
                found.stream()
                        .map(problem -> new PolicyProblem(
                                problem.kind(), problem.position(), problem.tier(), problem.sentence(), fix))
                        .toList());
    }

    private static List<Found> found(Slo slo, List<TierDraft> tiers) {
        List<Found> found = new ArrayList<>();
        if (tiers.isEmpty()) {
            found.add(Found.ofAll(Kind.NO_TIERS, "a policy needs at least one tier"));
        }
        Set<String> names = new HashSet<>();
        for (int position = 0; position < tiers.size(); position++) {
            TierDraft tier = tiers.get(position);
            Reporter reporter = new Reporter(tier, position, found);
            if (!names.add(tier.name())) {
                reporter.report(Kind.DUPLICATE_NAME, "two tiers are named " + tier.name());
            }
            checkWindows(tier, slo, reporter);
            checkFactor(tier, slo.objective().ceiling(), slo, reporter);
        }
        return found;
    }

    private static void checkWindows(TierDraft tier, Slo slo, Reporter reporter) {
        if (tier.shortWindow().compareTo(tier.longWindow()) >= 0) {
            reporter.report(
                    Kind.SHORT_NOT_SHORTER,
                    "the short window of tier " + tier.name() + " must be shorter than the long (" + tier.longWindow()
                            + "), was " + tier.shortWindow());
        }
        for (Window window : List.of(tier.longWindow(), tier.shortWindow())) {
            if (window.length().toSeconds() % slo.resolution().toSeconds() != 0) {
                reporter.report(
                        Kind.NO_MULTIPLE_OF_RESOLUTION,
                        "tier " + tier.name() + ": window " + window + " is no multiple of the resolution "
                                + Window.text(slo.resolution()));
            }
        }
        if (tier.longWindow().compareTo(slo.periodWindow()) > 0) {
            reporter.report(
                    Kind.LONGER_THAN_PERIOD,
                    "tier " + tier.name() + ": window " + tier.longWindow() + " is longer than the period "
                            + Window.text(slo.period()));
        }
    }

    private static void checkFactor(TierDraft tier, Ratio ceiling, Slo slo, Reporter reporter) {
        if (tier.factor().compareTo(ceiling) >= 0) {
            BurnComparison beside = new BurnComparison(tier.factor(), ceiling);
            reporter.report(
                    Kind.UNREACHABLE,
                    "tier " + tier.name() + " can never fire: its factor " + beside.burnText() + " is not below "
                            + beside.factorText() + ", the most that objective " + slo.objective()
                            + " lets burn, when every event is bad");
        }
        boolean page = tier.severity().isPage();
        Ratio lowest = page ? Ratio.ONE : LOWEST_TICKET_FACTOR;
        BurnComparison beside = new BurnComparison(tier.factor(), lowest);
        if (page && !tier.factor().isGreaterThan(lowest)) {
            reporter.report(
                    Kind.INSIDE_BUDGET,
                    "tier " + tier.name() + " would page inside the budget: its factor " + beside.burnText()
                            + " is not above " + beside.factorText());
        } else if (!page && tier.factor().compareTo(lowest) < 0) {
            reporter.report(
                    Kind.INSIDE_BUDGET,
                    "tier " + tier.name() + " would file tickets inside the budget: its factor " + beside.burnText()
                            + " is below " + beside.factorText());
        }
    }

    private record Reporter(TierDraft tier, int position, List<Found> found) {

        void report(Kind kind, String sentence) {
            found.add(new Found(kind, Optional.of(position), Optional.of(tier.name()), sentence));
        }
    }
}
