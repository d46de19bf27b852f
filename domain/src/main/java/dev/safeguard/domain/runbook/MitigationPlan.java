package dev.safeguard.domain.runbook;

/**
 * The exact change a mitigation would make: an absolute set from what is there to what is wanted.
 *
 * @param description the change in words, without secrets
 */
public record MitigationPlan(ControlState prior, ControlState desired, String description) {

    /** Whether there is nothing to do. */
    public boolean alreadySet() {
        return prior.equals(desired);
    }

    /** The plan that puts back what this one found. */
    public MitigationPlan reversed() {
        return new MitigationPlan(desired, prior, "undo: " + description);
    }
}
