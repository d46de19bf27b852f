package dev.safeguard.domain.oncall;

import java.util.List;

/**
 * The ladder: its levels in order, and how often it is climbed again before it is exhausted.
 *
 * @param repeat further rounds after the first; 0 or more
 */
public record EscalationPolicy(List<EscalationLevel> levels, int repeat) {

    public EscalationPolicy {
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("an escalation policy needs at least one level");
        }
        if (repeat < 0) {
            throw new IllegalArgumentException("repeat must not be negative, was " + repeat);
        }
    }
}
