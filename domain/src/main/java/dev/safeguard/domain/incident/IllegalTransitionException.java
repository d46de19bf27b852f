package dev.safeguard.domain.incident;

import java.util.stream.Collectors;

/** A move the transition table does not have: says which incident, from where, to where, and what is legal. */
public final class IllegalTransitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IllegalTransitionException(IncidentId id, IncidentState from, IncidentState to) {
        super(id + " is " + from.word() + " and cannot become " + to.word() + "; from " + from.word() + " it can become "
                + (from.legalNext().isEmpty()
                        ? "nothing else"
                        : from.legalNext().stream().map(IncidentState::word).collect(Collectors.joining(", "))));
    }

    /** The table has the move to mitigating, but not by this change: what was resolved is reopened, and only that. */
    IllegalTransitionException(IncidentId id, IncidentState from, boolean reopens) {
        super(id + " is " + from.word() + (reopens
                ? " and cannot be reopened; only a resolved incident can, this one can start mitigating"
                : " and cannot start mitigating; it can be reopened"));
    }
}
