package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.BudgetReading;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.List;

/**
 * How the error budget of one SLO stands.
 *
 * @param freshness how old the newest measurement is now
 * @param incidents those that spent some of it, the one that spent most first
 */
public record SloBudget(BudgetReading reading, Freshness freshness, List<Share> incidents) {

    public SloBudget {
        incidents = List.copyOf(incidents);
    }

    /**
     * What an incident spent: from its onset to its resolution, as far as that lies within the period. A bucket that
     * belongs to two incidents is counted with the earlier one.
     *
     * @param share of the period's whole budget
     */
    public record Share(IncidentId incident, Instant from, Instant until, EventCounts events, Ratio share) {}
}
