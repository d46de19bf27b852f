package dev.safeguard.bootstrap.archfixture.rule13.application.port;

import java.time.Instant;

public interface Clock {
    void waitUntil(Instant instant);
}
