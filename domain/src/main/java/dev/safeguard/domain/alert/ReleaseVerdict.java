package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.BudgetReading;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Ratio;

/**
 * Whether something may be released, by the error budget of an SLO. As with alerts, a gap never speaks for health: what
 * was seen decides that a budget is gone, gaps or not, and only a budget that is known well enough is enough.
 */
public sealed interface ReleaseVerdict {

    /** There is budget: ship. */
    record Ship() implements ReleaseVerdict {}

    /** There is none left, or less than was asked for: stop shipping, fix reliability. */
    record Stop() implements ReleaseVerdict {}

    /** Nobody can tell, which is no leave to ship. */
    record CannotTell(Gap gap) implements ReleaseVerdict {}

    /** What keeps a budget from being known. */
    enum Gap {
        /** Not one bucket of the period is there. */
        NO_DATA,
        /** Nothing happened in the period. */
        NO_TRAFFIC,
        /** The newest measurement is too old to say anything of now. */
        BLIND,
        /** Fewer of the period's buckets are there than were asked for. */
        COVERAGE
    }

    static ReleaseVerdict of(BudgetReading budget, Freshness freshness, ReleaseTerms terms) {
        return switch (budget.measured()) {
            case Measurement.Unmeasured ignored -> new CannotTell(Gap.NO_DATA);
            case Measurement.NoTraffic ignored -> new CannotTell(Gap.NO_TRAFFIC);
            case Measurement.Measured ignored -> measured(budget, freshness, terms);
        };
    }

    private static ReleaseVerdict measured(BudgetReading budget, Freshness freshness, ReleaseTerms terms) {
        if (!budget.leaves(terms.minLeft())) {
            return new Stop();
        }
        if (freshness == Freshness.BLIND) {
            return new CannotTell(Gap.BLIND);
        }
        Ratio coverage = budget.coverage();
        return coverage.compareTo(terms.minCoverage()) < 0 ? new CannotTell(Gap.COVERAGE) : new Ship();
    }

    /** The word in JSON: {@code ship}, {@code stop} or {@code cannot-tell}. */
    default String word() {
        return switch (this) {
            case Ship ignored -> "ship";
            case Stop ignored -> "stop";
            case CannotTell ignored -> "cannot-tell";
        };
    }
}
