package dev.safeguard.application.incident;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Escalation;

/** Ends an incident that was a false alarm, with the reason, and its ladder with it. */
public final class CancelIncident {

    private final UnitOfWork work;
    private final Clock clock;

    public CancelIncident(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The incident, cancelled.
     *
     * @throws dev.safeguard.domain.incident.IllegalTransitionException when it is resolved already
     */
    public Incident cancel(IncidentId id, String reason, Actor human) {
        return work.write(stores -> {
            Incident cancelled = Lookup.any(stores, id)
                    .with(clock.now(), human, new Change.Cancelled(reason), "cancelled by " + human + ": " + reason);
            stores.incidents().save(cancelled);
            stores.escalations().find(id.toString()).map(Escalation::acknowledged).ifPresent(stores.escalations()::save);
            return cancelled;
        });
    }
}
