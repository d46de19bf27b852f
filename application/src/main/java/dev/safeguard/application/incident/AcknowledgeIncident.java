package dev.safeguard.application.incident;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Escalation;
import java.time.Instant;

/** Records that a human has the incident, which stops the ladder. */
public final class AcknowledgeIncident {

    private final UnitOfWork work;
    private final Clock clock;

    public AcknowledgeIncident(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The incident, acknowledged now.
     *
     * @throws IncidentNotFoundException when there is none of this id
     * @throws IncidentNotOpenException when there is nothing left to acknowledge
     */
    public Incident acknowledge(IncidentId id, Actor human) {
        return work.write(stores -> acknowledge(stores, id, human, clock.now()));
    }

    /** The same within a transaction. */
    public Incident acknowledge(Stores stores, IncidentId id, Actor human, Instant now) {
        Incident incident = Lookup.open(stores, id);
        Incident acknowledged = incident.with(now, human, new Change.Acknowledged(), "acknowledged by " + human);
        stores.incidents().save(acknowledged);
        stores.escalations().find(id.toString()).map(Escalation::acknowledged).ifPresent(stores.escalations()::save);
        return acknowledged;
    }
}
