package dev.safeguard.application.incident;

import dev.safeguard.domain.incident.IncidentId;
import java.util.List;

/** Something speaks against resolving the incident. */
public final class NotRecoveredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param remedy what resolves it all the same, in words of the command line */
    public NotRecoveredException(IncidentId id, List<String> objections, String remedy) {
        super(id + " cannot be resolved: " + String.join("; ", objections) + " (" + remedy + ")");
    }
}
