package dev.safeguard.application.incident;

import dev.safeguard.domain.incident.IncidentId;

/** Mitigations are on, and nobody has said why they may stay on when the incident ends. */
public final class MitigationsOnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MitigationsOnException(IncidentId id, String objection) {
        super(id + " cannot be cancelled: " + objection + " (--leave-on REASON leaves them on)");
    }
}
