package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still until it is told otherwise; waiting for an instant jumps there. */
public final class FakeClock implements Clock {

    private final List<Instant> waits = new ArrayList<>();
    private Instant now;

    public FakeClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void waitUntil(Instant instant) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for " + instant);
        }
        waits.add(instant);
        if (instant.isAfter(now)) {
            now = instant;
        }
    }

    /** From now on it is this instant, an earlier one included: clocks of real machines step back too. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** The instants that were waited for, in order. */
    public synchronized List<Instant> waits() {
        return List.copyOf(waits);
    }
}
