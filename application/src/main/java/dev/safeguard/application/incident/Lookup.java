package dev.safeguard.application.incident;

import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;

/** Finding the incident that a human named. */
final class Lookup {

    private Lookup() {}

    static Incident any(Stores stores, IncidentId id) {
        return stores.incidents().find(id).orElseThrow(() -> new IncidentNotFoundException(id));
    }

    static Incident open(Stores stores, IncidentId id) {
        Incident incident = any(stores, id);
        if (!incident.isOpen()) {
            throw new IncidentNotOpenException(incident);
        }
        return incident;
    }
}
