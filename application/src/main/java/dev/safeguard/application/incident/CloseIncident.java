package dev.safeguard.application.incident;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import java.time.Instant;
import java.util.Optional;

/**
 * Closes a resolved incident: its root cause is recorded, its postmortem written, and for sev1 and sev2 there is a
 * regression case that has proved it can fail, or a reason why there is none.
 */
public final class CloseIncident {

    private final UnitOfWork work;
    private final Clock clock;

    public CloseIncident(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The incident, closed now.
     *
     * @param cause the root cause, unless it is recorded already
     * @param waiver why there is no calibrated eval case
     * @throws NotReadyToCloseException when something is missing
     */
    public Incident close(IncidentId id, Optional<String> cause, Optional<String> waiver, Actor human) {
        return work.write(stores -> {
            Instant now = clock.now();
            Incident incident = Lookup.any(stores, id);
            Incident told = cause.map(text -> incident.with(now, human, new Change.CauseFound(text), text)).orElse(incident);
            if (told.cause().isEmpty()) {
                throw new NotReadyToCloseException(id, "its root cause is not recorded: add --cause TEXT");
            }
            if (told.facts(Change.Fact.POSTMORTEM).isEmpty()) {
                throw new NotReadyToCloseException(
                        id, "its postmortem is not written: safeguard postmortem " + id + " --write");
            }
            boolean needsCase = told.severity() != Severity.SEV3;
            if (needsCase && waiver.isEmpty()) {
                throw new NotReadyToCloseException(
                        id,
                        "a " + told.severity().word()
                                + " needs a calibrated eval case, and its case is not calibrated: add --waive REASON");
            }
            Incident closed = told.with(
                    now,
                    human,
                    new Change.Closed(waiver),
                    "closed by " + human + waiver.map(reason -> ", no calibrated eval case: " + reason).orElse(""));
            stores.incidents().save(closed);
            return closed;
        });
    }
}
