package dev.safeguard.adapter.simulation;

import dev.safeguard.application.port.Clock;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock on which time passes only by waiting: at once, or at a pace that people can watch. It never steps back.
 */
public final class VirtualClock implements Clock {

    private final Ratio wallPerVirtual;
    private final Pause pause;
    private volatile Instant now;

    private VirtualClock(Instant start, Ratio wallPerVirtual, Pause pause) {
        this.now = start;
        this.wallPerVirtual = wallPerVirtual;
        this.pause = pause;
    }

    /** A clock that starts here; waiting takes no time. */
    public static VirtualClock startingAt(Instant start) {
        return new VirtualClock(start, Ratio.ZERO, duration -> {});
    }

    /**
     * A clock that starts here and on which an hour passes in an hour divided by {@code speed}.
     *
     * @param speed how many times faster than real time, above 0: 60 makes a minute of a second
     * @param pause how real time is waited for
     */
    public static VirtualClock paced(Instant start, Ratio speed, Pause pause) {
        if (!speed.isGreaterThan(Ratio.ZERO)) {
            throw new IllegalArgumentException("a pace is above 0, such as 60x, was " + speed + "x");
        }
        return new VirtualClock(start, Ratio.ONE.dividedBy(speed), pause);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void waitUntil(Instant instant) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting for " + instant);
        }
        if (!instant.isAfter(now)) {
            return;
        }
        Duration wall = wall(Duration.between(now, instant));
        if (wall.isPositive()) {
            pause.pauseFor(wall);
        }
        now = instant;
    }

    private Duration wall(Duration virtual) {
        Ratio nanos = Ratio.of(virtual.toNanos(), 1).times(wallPerVirtual);
        return Duration.ofNanos(nanos.toDecimal(0).longValueExact());
    }

    /** Lets real time pass. */
    @FunctionalInterface
    public interface Pause {
        void pauseFor(Duration wall) throws InterruptedException;
    }
}
