package dev.safeguard.bootstrap.archfixture.rule13.application.shift;

import dev.safeguard.bootstrap.archfixture.rule13.application.port.Clock;
import java.time.Instant;

record ShiftLoop(Clock clock) {
    void sleep(Instant deadline) {
        clock.waitUntil(deadline);
    }
}
