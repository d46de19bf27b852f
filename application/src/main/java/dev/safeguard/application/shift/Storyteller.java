package dev.safeguard.application.shift;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells what has happened: entries of timelines that are stored and not told yet, and things that belong to no
 * incident. Counts as it tells.
 */
final class Storyteller {

    private static final LocalTime NIGHT_FALLS = LocalTime.of(22, 0);
    private static final LocalTime DAY_BREAKS = LocalTime.of(8, 0);

    private final Consumer<ShiftItem> out;
    private final ZoneId zone;
    private final Map<IncidentId, Integer> told = new HashMap<>();
    private final Set<LocalDate> nights = new HashSet<>();
    private int sev1Pages;
    private int sev2Pages;
    private int tickets;

    Storyteller(Consumer<ShiftItem> out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    /** Takes what this incident's timeline holds as told already. */
    void knows(Incident incident) {
        told.put(incident.id(), incident.timeline().size());
    }

    /** Tells what is new on a stored incident's timeline. */
    void tell(Incident incident) {
        int from = told.getOrDefault(incident.id(), 0);
        for (IncidentEvent event : incident.timeline().subList(from, incident.timeline().size())) {
            eventOf(event.change()).ifPresent(kind -> {
                count(kind, incident.severity(), event.at());
                out.accept(new ShiftItem(
                        event.at(),
                        kind,
                        incident.slo(),
                        Optional.of(incident.id()),
                        Optional.of(incident.severity()),
                        event.message(),
                        event.figures()));
            });
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

    int sev1Pages() {
        return sev1Pages;
    }

    int sev2Pages() {
        return sev2Pages;
    }

    int tickets() {
        return tickets;
    }

    int nightsWoken() {
        return nights.size();
    }

    private void count(ShiftItem.Event kind, Severity severity, Instant at) {
        if (kind != ShiftItem.Event.PAGE) {
            return;
        }
        if (severity == Severity.SEV1) {
            sev1Pages++;
            ZonedDateTime local = at.atZone(zone);
            if (local.toLocalTime().isBefore(DAY_BREAKS)) {
                nights.add(local.toLocalDate().minusDays(1));
            } else if (!local.toLocalTime().isBefore(NIGHT_FALLS)) {
                nights.add(local.toLocalDate());
            }
        } else {
            sev2Pages++;
        }
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
            case Change.Cancelled ignored -> Optional.empty();
            case Change.Recorded(Change.Fact fact) ->
                switch (fact) {
                    case PAGE -> Optional.of(ShiftItem.Event.PAGE);
                    case ESCALATE -> Optional.of(ShiftItem.Event.ESCALATE);
                    case CLEAR -> Optional.of(ShiftItem.Event.CLEAR);
                    case STEP -> Optional.of(ShiftItem.Event.STEP);
                    case REVERT -> Optional.of(ShiftItem.Event.REVERT);
                    case POSTMORTEM -> Optional.of(ShiftItem.Event.POSTMORTEM);
                    case EVAL -> Optional.of(ShiftItem.Event.EVAL);
                    case RUNBOOK -> Optional.empty();
                    case NOTE -> Optional.empty();
                    case RELEASE -> Optional.empty();
                };
        };
    }
}
