package dev.safeguard.bootstrap.reliability;

import dev.safeguard.application.port.Clock;
import java.time.Instant;

/** The time that the {@link RecordingService} keeps: it outlives a worker, and passes only where somebody waits. */
final class ServiceClock implements Clock {

    private final ServiceClient service;

    ServiceClock(ServiceClient service) {
        this.service = service;
    }

    @Override
    public Instant now() {
        return Instant.parse(service.expect("GET", "/clock", ""));
    }

    @Override
    public void waitUntil(Instant instant) {
        service.reached(Point.WAITING);
        service.expect("PUT", "/clock", instant.toString());
    }
}
