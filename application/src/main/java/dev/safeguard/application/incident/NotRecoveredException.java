package dev.safeguard.application.incident;

import dev.safeguard.domain.incident.IncidentId;
import java.util.List;

/** Something speaks against resolving the incident. */
public final class NotRecoveredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotRecoveredException(IncidentId id, List<String> objections) {
        super(id + " cannot be resolved: " + String.join("; ", objections)
                + " (--force REASON resolves it all the same)");
    }
}
