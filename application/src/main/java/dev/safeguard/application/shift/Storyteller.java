package dev.safeguard.application.shift;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells what has happened: entries of timelines that are stored and not told yet, and things that belong to no
 * incident.
 */
final class Storyteller {

    private final Consumer<ShiftItem> out;
    private final Map<IncidentId, Integer> told = new HashMap<>();
    private int tickets;

    Storyteller(Consumer<ShiftItem> out) {
        this.out = out;
    }

    /** Takes what this incident's timeline holds as told already. */
    void knows(Incident incident) {
        told.put(incident.id(), incident.timeline().size());
    }

    /** Tells what is new on a stored incident's timeline. */
    void tell(Incident incident) {
        int from = told.getOrDefault(incident.id(), 0);
        for (IncidentEvent event : incident.timeline().subList(from, incident.timeline().size())) {
            eventOf(event.change())
                    .ifPresent(kind -> out.accept(new ShiftItem(
                            event.at(),
                            kind,
                            incident.slo(),
                            Optional.of(incident.id()),
                            Optional.of(incident.severity()),
                            event.message(),
                            event.figures())));
        }
        knows(incident);
    }

    void tell(Instant at, ShiftItem.Event event, SloName slo, String message, Figures data) {
        out.accept(new ShiftItem(at, event, slo, Optional.empty(), Optional.empty(), message, data));
    }

    void tellTicket(Instant at, SloName slo, String message, Figures data) {
        tickets++;
        out.accept(new ShiftItem(
                at, ShiftItem.Event.TICKET, slo, Optional.empty(), Optional.of(Severity.SEV3), message, data));
    }

    int tickets() {
        return tickets;
    }

    private static Optional<ShiftItem.Event> eventOf(Change change) {
        return switch (change) {
            case Change.Acknowledged ignored -> Optional.of(ShiftItem.Event.ACK);
            case Change.Triaged ignored -> Optional.of(ShiftItem.Event.TRIAGE);
            case Change.Mitigated ignored -> Optional.of(ShiftItem.Event.MITIGATED);
            case Change.Resolved ignored -> Optional.of(ShiftItem.Event.RESOLVE);
            case Change.Reopened ignored -> Optional.of(ShiftItem.Event.REOPEN);
            case Change.Detected ignored -> Optional.empty();
            case Change.Joined ignored -> Optional.empty();
            case Change.MitigationStarted ignored -> Optional.empty();
            case Change.CauseFound ignored -> Optional.empty();
            case Change.Closed ignored -> Optional.empty();
            case Change.Cancelled ignored -> Optional.of(ShiftItem.Event.CANCEL);
            case Change.Recorded(Change.Fact fact) ->
                switch (fact) {
                    case PAGE -> Optional.of(ShiftItem.Event.PAGE);
                    case ESCALATE -> Optional.of(ShiftItem.Event.ESCALATE);
                    case CLEAR -> Optional.of(ShiftItem.Event.CLEAR);
                    case STEP -> Optional.of(ShiftItem.Event.STEP);
                    case REVERT -> Optional.of(ShiftItem.Event.REVERT);
                    case POSTMORTEM -> Optional.of(ShiftItem.Event.POSTMORTEM);
                    case EVAL -> Optional.of(ShiftItem.Event.EVAL);
                    case LEFT_ON -> Optional.of(ShiftItem.Event.LEFT_ON);
                    case HELD_BACK -> Optional.of(ShiftItem.Event.HELD_BACK);
                    case RUNBOOK -> Optional.empty();
                    case HANDS_ON -> Optional.empty();
                    case NOTE -> Optional.empty();
                    case RELEASE -> Optional.empty();
                };
        };
    }
}
