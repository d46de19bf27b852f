package dev.safeguard.domain.oncall;

import java.time.Duration;

/**
 * One rung of the ladder.
 *
 * @param delay how long its people have to acknowledge before the next level is paged; positive
 */
public record EscalationLevel(Target target, Duration delay) {

    public EscalationLevel {
        if (delay.isZero() || delay.isNegative()) {
            throw new IllegalArgumentException("a level's delay must be positive, was " + delay);
        }
    }
}
