package dev.safeguard.application.incident;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import java.util.List;

/** Looks incidents up. */
public final class ReadIncidents {

    private final UnitOfWork work;

    public ReadIncidents(UnitOfWork work) {
        this.work = work;
    }

    /** All incidents, the newest first. */
    public List<Incident> all() {
        return work.read(stores -> stores.incidents().all());
    }

    /**
     * One incident with its whole timeline.
     *
     * @throws IncidentNotFoundException when there is none of this id
     */
    public Incident one(IncidentId id) {
        return work.read(stores -> Lookup.any(stores, id));
    }
}
