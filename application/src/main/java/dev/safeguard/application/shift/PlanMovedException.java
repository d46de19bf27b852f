package dev.safeguard.application.shift;

import dev.safeguard.application.runbook.RunPlan;

/** What was approved is not what would be done now: the world has moved since, or the runbook has. */
public final class PlanMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RunPlan plan;

    PlanMovedException(String approved, RunPlan plan) {
        super("plan " + approved + " was approved, and what would be done now is plan " + plan.hash()
                + ": the world has moved since, or the runbook has");
        this.plan = plan;
    }

    /** What would be done now. */
    public RunPlan plan() {
        return plan;
    }
}
