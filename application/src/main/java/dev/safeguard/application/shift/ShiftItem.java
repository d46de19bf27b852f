package dev.safeguard.application.shift;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that a shift tells, once what it tells of is stored.
 *
 * @param at when it was decided
 */
public record ShiftItem(
        Instant at,
        Event event,
        SloName slo,
        Optional<IncidentId> incident,
        Optional<Severity> severity,
        String message,
        Figures data) {

    /** What sort of thing it is. */
    public enum Event {
        OK,
        FAULT,
        PAGE,
        TICKET,
        NO_PAGE,
        ACK,
        ESCALATE,
        TRIAGE,
        STEP,
        CLEAR,
        MITIGATED,
        REVERT,
        RESOLVE,
        REOPEN,
        CANCEL,
        LEFT_ON,
        HELD_BACK,
        POSTMORTEM,
        EVAL,
        SUMMARY;

        /** The word in JSON: {@code no-page}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
