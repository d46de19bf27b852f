package dev.safeguard.domain.incident;

import dev.safeguard.domain.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a page-level rise means for a service that may have an incident already. Alert and incident are two machines;
 * this is where the one drives the other.
 */
public sealed interface Recurrence {

    /** How long after its resolution an incident is still the same one. */
    Duration REOPEN_WITHIN = Duration.ofMinutes(30);

    /** How long a human's attention lasts before a rise pages again. */
    Duration ACK_TIMEOUT = Duration.ofMinutes(30);

    /** A new incident, which pages; it follows the last one where there was one. */
    record Opens(Optional<IncidentId> follows) implements Recurrence {}

    /** The last one is back: reopened, and pages. */
    record Reopens(Incident incident) implements Recurrence {}

    /** The open one is joined. */
    record Joins(Incident incident, boolean pages) implements Recurrence {}

    /** Decides on the service's latest incident, if it has had one. */
    static Recurrence of(Optional<Incident> latest, Severity rising, Instant now) {
        if (latest.isEmpty()) {
            return new Opens(Optional.empty());
        }
        Incident incident = latest.get();
        return switch (incident.state()) {
            case DETECTED, TRIAGED, MITIGATING -> new Joins(incident, pages(incident, rising, now));
            case MITIGATED -> new Joins(incident, true);
            case RESOLVED ->
                incident.resolvedAt()
                                .filter(at -> Duration.between(at, now).compareTo(REOPEN_WITHIN) < 0)
                                .isPresent()
                        ? new Reopens(incident)
                        : new Opens(Optional.of(incident.id()));
            case CLOSED, CANCELLED -> new Opens(Optional.of(incident.id()));
        };
    }

    private static boolean pages(Incident incident, Severity rising, Instant now) {
        Instant lastAttention = incident.lastHumanActionAt().orElse(incident.detectedAt());
        return rising.isAbove(incident.severity())
                || Duration.between(lastAttention, now).compareTo(ACK_TIMEOUT) >= 0;
    }
}
