package dev.safeguard.application.shift;

import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import java.time.Instant;
import java.util.function.BiPredicate;

/** Decides on incidents as they are stored, whatever somebody at another terminal has written on them meanwhile. */
record Decisions(UnitOfWork work) {

    /**
     * Decides, in one transaction, on the incident as it is stored now: where somebody has moved it since it was seen,
     * nothing is decided.
     */
    boolean on(Incident seen, BiPredicate<Stores, Incident> decision) {
        return work.write(stores -> stores.incidents()
                .find(seen.id())
                .filter(current -> current.state() == seen.state())
                .filter(current -> decision.test(stores, current))
                .isPresent());
    }

    /** Writes what automation does or gives up on the timeline. */
    static void note(Stores stores, Incident incident, String text, Instant now) {
        stores.incidents().save(incident.with(now, Actor.RUNBOOK, new Change.Recorded(Change.Fact.RUNBOOK), text));
    }
}
