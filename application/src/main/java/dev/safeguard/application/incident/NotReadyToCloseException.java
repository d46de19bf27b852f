package dev.safeguard.application.incident;

import dev.safeguard.domain.incident.IncidentId;

/** Something that closing needs is missing. */
public final class NotReadyToCloseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotReadyToCloseException(IncidentId id, String missing) {
        super(id + " cannot be closed: " + missing);
    }
}
