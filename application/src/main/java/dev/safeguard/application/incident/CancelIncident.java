package dev.safeguard.application.incident;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Escalation;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends an incident that was a false alarm, with the reason, and its ladder with it. Mitigations that are on stay on, and
 * only with a reason of their own.
 */
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
     * @param leavingOn why the mitigations that are on may stay on; of no meaning where none is
     * @throws MitigationsOnException when mitigations are on and no reason is given
     * @throws dev.safeguard.domain.incident.IllegalTransitionException when it is resolved already
     */
    public Incident cancel(IncidentId id, String reason, Optional<String> leavingOn, Actor human) {
        return work.write(stores -> {
            Instant now = clock.now();
            Incident incident = Lookup.any(stores, id);
            Change cancelling = new Change.Cancelled(reason);
            String message = "cancelled by " + human + ": " + reason;
            incident.with(now, human, cancelling, message); // an illegal move is refused before anything else
            MitigationsOn on = MitigationsOn.of(stores, incident);
            if (leavingOn.isEmpty()) {
                on.objection().ifPresent(objection -> {
                    throw new MitigationsOnException(id, objection);
                });
            }
            Incident cancelled = on.left(incident, leavingOn, human, now).with(now, human, cancelling, message);
            stores.incidents().save(cancelled);
            stores.escalations().find(id.toString()).map(Escalation::acknowledged).ifPresent(stores.escalations()::save);
            return cancelled;
        });
    }
}
