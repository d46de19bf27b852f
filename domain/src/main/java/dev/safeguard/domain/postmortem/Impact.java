package dev.safeguard.domain.postmortem;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;

/**
 * What an incident cost its users.
 *
 * @param from the start of what was counted: when the burn that was detected began to show
 * @param until the end of it: when users were served again, or the resolution
 * @param budgetSpent the share of the period's error budget that the bad events are, may exceed 1
 */
public record Impact(Instant from, Instant until, EventCounts counts, Ratio budgetSpent) {}
