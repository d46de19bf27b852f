package dev.safeguard.adapter.cli;

import dev.safeguard.application.incident.Judgement;
import dev.safeguard.domain.alert.ReleaseVerdict;
import dev.safeguard.domain.slo.BudgetPeriod;
import dev.safeguard.domain.slo.BudgetReading;
import dev.safeguard.domain.slo.Ratio;

/** The decision about a release in one sentence, with its figures. */
final class GateSentence {

    private GateSentence() {}

    static String passes(Judgement judged) {
        BudgetReading budget = judged.budget();
        return judged.fix()
                .map(incident -> "the repair of " + incident.id() + " may ship, and is on its timeline: "
                        + budget.slo().name() + " has " + stands(judged) + evidence(budget))
                .orElseGet(() -> budget.slo().name() + " may ship: it has " + stands(judged) + evidence(budget));
    }

    static String stops(Judgement judged) {
        BudgetReading budget = judged.budget();
        return budget.slo().name() + " has " + stands(judged) + evidence(budget)
                + judged.backAt()
                        .map(at -> "; back at " + Show.minute(at) + " UTC if nothing else goes bad")
                        .orElse("");
    }

    static String cannotTell(Judgement judged, ReleaseVerdict.Gap gap) {
        BudgetReading budget = judged.budget();
        String period =
                switch (budget.period()) {
                    case BudgetPeriod.Rolling rolling -> "the " + rolling;
                    case BudgetPeriod.Month month -> month.toString();
                };
        String before = " in " + period + " before " + Show.minute(budget.asOf()) + " UTC";
        return "nobody can tell whether " + budget.slo().name() + " has budget: "
                + switch (gap) {
                    case NO_DATA -> "nothing was measured" + before;
                    case NO_TRAFFIC -> "there was no event" + before;
                    case BLIND -> "its newest measurement is too old to say anything of now; by what is there it has "
                            + stands(judged) + evidence(budget);
                    case COVERAGE -> Show.percent(budget.coverage(), 1) + " of the buckets are there, "
                            + Show.percent(judged.terms().minCoverage(), 1) + " are asked for; by what is there it has "
                            + stands(judged) + evidence(budget);
                };
    }

    static String remedy(ReleaseVerdict.Gap gap) {
        return switch (gap) {
            case NO_DATA, NO_TRAFFIC, BLIND -> "see whether its source still answers";
            case COVERAGE -> "where the history is young, --min-coverage says how much of the period is enough";
        };
    }

    /** What is left, and what is asked for. */
    private static String stands(Judgement judged) {
        BudgetReading budget = judged.budget();
        String whole = " of its " + budget.period() + " budget ";
        if (budget.measured().sli().isEmpty()) {
            return "nothing measured" + whole.stripTrailing();
        }
        if (!budget.leaves(Ratio.ZERO)) {
            return "no budget left, " + Show.percent(budget.spent().orElseThrow(), 1) + whole + "is spent";
        }
        Ratio minLeft = judged.terms().minLeft();
        return Show.percent(budget.left().orElseThrow(), 1) + whole + "left"
                + (minLeft.equals(Ratio.ZERO) ? "" : " where " + Show.percent(minLeft, 1) + " is asked for");
    }

    private static String evidence(BudgetReading budget) {
        return budget.measured().sli().isEmpty()
                ? ""
                : " (" + Show.count(budget.measured().counts().bad(), "bad event", "bad events") + " of "
                        + Show.count(budget.wholeBadAllowed()) + " allowed, "
                        + Show.count(budget.measured().counts().total(), "event", "events") + " in "
                        + Show.count(budget.measured().coverage().present()) + " of "
                        + Show.count(budget.bucketsSoFar(), "bucket", "buckets") + " up to "
                        + Show.minute(budget.asOf()) + " UTC)";
    }
}
