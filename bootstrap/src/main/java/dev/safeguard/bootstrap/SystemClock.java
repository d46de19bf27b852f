package dev.safeguard.bootstrap;

import dev.safeguard.application.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The machine's clock. */
final class SystemClock implements Clock {

    private final InstantSource source = InstantSource.system();

    @Override
    public Instant now() {
        return source.instant();
    }

    @Override
    public void waitUntil(Instant instant) throws InterruptedException {
        Duration left = Duration.between(now(), instant);
        while (left.isPositive()) {
            Thread.sleep(left);
            left = Duration.between(now(), instant);
        }
    }
}
