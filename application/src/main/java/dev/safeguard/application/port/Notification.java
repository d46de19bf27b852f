package dev.safeguard.application.port;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.oncall.Person;
import java.time.Instant;
import java.util.List;

/**
 * Something that a human is to be told.
 *
 * @param key the same for every attempt to tell it
 * @param subject what it is about: an incident's id, or an SLO's name for a ticket
 * @param people who is told; nobody in particular for a ticket
 * @param text user impact, since when, what automation did, the next command
 */
public record Notification(
        String key, Kind kind, Severity severity, String subject, List<Person> people, String text, Instant at) {

    public Notification {
        people = List.copyOf(people);
    }

    /** Which way it goes out. */
    public enum Kind {
        /** Somebody has to look now. */
        PAGE,
        /** Those who were paged need not look any more. */
        ALL_CLEAR,
        /** Somebody has to look in working hours. */
        TICKET
    }
}
