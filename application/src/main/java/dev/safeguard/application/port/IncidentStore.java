package dev.safeguard.application.port;

import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Incidents as their append-only timelines. Instants are kept to the millisecond. An entry, once stored, is never
 * changed and never removed.
 */
public interface IncidentStore {

    /**
     * Allocates the next id, has the incident made with it, and stores it.
     *
     * @throws StoreException.Conflict when the service has an open incident already
     */
    Incident open(Function<IncidentId, Incident> draft);

    /**
     * Stores the entries that are not stored yet.
     *
     * @throws IllegalArgumentException when it was never opened
     * @throws StoreException.Conflict when somebody else has added entries meanwhile, or reopening would give the
     *     service a second open incident
     */
    void save(Incident incident);

    Optional<Incident> find(IncidentId id);

    /** The service's incident of the highest number. */
    Optional<Incident> latestOf(ServiceName service);

    /** All incidents that need somebody, by number. */
    List<Incident> open();

    /** All incidents, the newest first. */
    List<Incident> all();
}
