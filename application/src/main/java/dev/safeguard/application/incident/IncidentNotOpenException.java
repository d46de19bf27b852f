package dev.safeguard.application.incident;

import dev.safeguard.domain.incident.Incident;

/** The incident needs nobody any more. */
public final class IncidentNotOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IncidentNotOpenException(Incident incident) {
        super(incident.id() + " is " + incident.state().word() + " and needs nobody any more");
    }
}
