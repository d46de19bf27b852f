package dev.safeguard.domain.incident;

import dev.safeguard.domain.slo.Figures;
import java.time.Instant;

/**
 * One entry of an incident's timeline. Entries are ordered by sequence, from 1 without a gap: clocks step back,
 * sequences do not.
 */
public record IncidentEvent(
        long sequence, Instant at, Actor actor, Change change, String message, Figures figures) {

    public IncidentEvent {
        if (sequence < 1) {
            throw new IllegalArgumentException("a sequence starts at 1, was " + sequence);
        }
    }
}
