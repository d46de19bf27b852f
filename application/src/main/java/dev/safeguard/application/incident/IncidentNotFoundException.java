package dev.safeguard.application.incident;

import dev.safeguard.domain.incident.IncidentId;

/** There is no incident of this id. */
public final class IncidentNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IncidentNotFoundException(IncidentId id) {
        super("there is no incident " + id + " here (safeguard incident list shows those there are)");
    }
}
