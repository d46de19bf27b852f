package dev.safeguard.domain.slo;

import java.time.Duration;

/**
 * A service level objective: of the events described, this share shall be good over this rolling period.
 *
 * @param description which events are good, in words a user would use: "answers returned successfully"
 * @param period the rolling period of the error budget, a multiple of the resolution
 * @param resolution the length of one bucket of events, a positive whole number of seconds
 */
public record Slo(
        SloName name,
        ServiceName service,
        String description,
        Objective objective,
        Duration period,
        Duration resolution) {

    public static final Duration DEFAULT_PERIOD = Duration.ofDays(30);
    public static final Duration DEFAULT_RESOLUTION = Duration.ofMinutes(1);

    public Slo {
        if (resolution.compareTo(Duration.ofSeconds(1)) < 0 || resolution.toNanosPart() != 0) {
            throw new IllegalArgumentException("resolution is a positive whole number of seconds, was " + resolution);
        }
        new Window(period).buckets(resolution);
    }

    public ErrorBudget budget() {
        return new ErrorBudget(objective, period);
    }

    public Window periodWindow() {
        return new Window(period);
    }
}
