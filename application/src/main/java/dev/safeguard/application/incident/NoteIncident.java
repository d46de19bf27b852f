package dev.safeguard.application.incident;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;

/** Writes a human's words on the timeline, at any time in an incident's life. */
public final class NoteIncident {

    private final UnitOfWork work;
    private final Clock clock;

    public NoteIncident(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The incident with the note.
     *
     * @throws IncidentNotFoundException when there is none of this id
     */
    public Incident note(IncidentId id, String text, Actor human) {
        return work.write(stores -> {
            Incident noted = Lookup.any(stores, id)
                    .with(clock.now(), human, new Change.Recorded(Change.Fact.NOTE), text);
            stores.incidents().save(noted);
            return noted;
        });
    }
}
