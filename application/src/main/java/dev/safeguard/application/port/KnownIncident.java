package dev.safeguard.application.port;

import java.time.Instant;

/**
 * An incident that is known to have happened, whoever found it and however: what alerts are held against.
 *
 * @param id names it among the others
 * @param start when it began
 * @param end when it was over, not before it began
 * @param impact how bad it was, in the words of whoever wrote it down; empty if nobody did
 * @param title what it was, likewise
 */
public record KnownIncident(String id, Instant start, Instant end, String impact, String title) {

    public KnownIncident {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an incident has an id");
        }
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("end must not be before start (" + start + "), was " + end);
        }
    }
}
