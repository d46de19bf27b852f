package dev.safeguard.application.incident;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;

/** Takes a resolved incident up again by the word of a human. */
public final class ReopenIncident {

    private final UnitOfWork work;
    private final Clock clock;

    public ReopenIncident(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The incident, mitigating again.
     *
     * @throws dev.safeguard.domain.incident.IllegalTransitionException when it is not resolved
     * @throws dev.safeguard.application.port.StoreException.Conflict when the service has another open incident
     */
    public Incident reopen(IncidentId id, String reason, Actor human) {
        return work.write(stores -> {
            Incident reopened = Lookup.any(stores, id)
                    .with(clock.now(), human, new Change.Reopened(), "reopened by " + human + ": " + reason);
            stores.incidents().save(reopened);
            return reopened;
        });
    }
}
