package dev.safeguard.domain.runbook;

import java.util.Locale;

/** How a step ended; each step of a run has exactly one. */
public enum StepOutcome {
    /** Applied, and the service recovered. */
    RECOVERED,
    /** Applied, and the service is proven not to have recovered. */
    NOT_RECOVERED,
    /** Applied, and no proof either way before the deadline. */
    INCONCLUSIVE,
    /** Certainly not applied. */
    FAILED,
    /** Perhaps applied. */
    UNKNOWN,
    /** The control surface is not in a state that the run left it in. */
    DRIFT,
    /** There was nothing to change. */
    ALREADY_SET,
    /** The service had recovered before its turn. */
    NOT_NEEDED;

    /** The word in JSON: {@code not-recovered}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the mitigation is, or may be, in force after this. */
    public boolean wasApplied() {
        return switch (this) {
            case RECOVERED, NOT_RECOVERED, INCONCLUSIVE, UNKNOWN -> true;
            case FAILED, DRIFT, ALREADY_SET, NOT_NEEDED -> false;
        };
    }
}
