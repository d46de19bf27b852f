/**
 * When to tell a human: burn-rate tiers, the policy that groups them, and the machine that latches a level and a
 * freshness. What is then done about it belongs to {@code incident}, {@code oncall} and {@code runbook}.
 */
@NullMarked
package dev.safeguard.domain.alert;

import org.jspecify.annotations.NullMarked;
