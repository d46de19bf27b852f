package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;

/**
 * A page or a ticket of a replay, and what was known when it was sent.
 *
 * @param tier the tier that raised the level; of several of the same severity, the first one of the policy
 * @param at when it was sent
 * @param budgetSpent the share of the period's budget that the tier's long window had spent then
 */
public record Sighting(SloName slo, BurnTier tier, Instant at, Ratio budgetSpent) {

    public Severity severity() {
        return tier.severity();
    }

    /** The length of the tier's short window: for so long after a burn its buckets can still be what is told of. */
    Duration grace() {
        return tier.shortWindow().length();
    }
}
