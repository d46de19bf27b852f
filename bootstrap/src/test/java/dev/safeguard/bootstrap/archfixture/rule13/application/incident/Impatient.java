package dev.safeguard.bootstrap.archfixture.rule13.application.incident;

import dev.safeguard.bootstrap.archfixture.rule13.application.port.Clock;
import java.time.Instant;
import java.util.function.Consumer;

record Impatient(Clock clock) {
    void call(Instant deadline) {
        clock.waitUntil(deadline);
    }

    Consumer<Instant> reference() {
        return clock::waitUntil;
    }

    static void sleep() throws InterruptedException {
        Thread.sleep(1);
    }
}
