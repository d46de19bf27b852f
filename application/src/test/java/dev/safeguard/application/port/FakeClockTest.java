package dev.safeguard.application.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.testkit.ClockContract;
import dev.safeguard.application.testkit.FakeClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FakeClockTest extends ClockContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final FakeClock clock = new FakeClock(NINE);

    @Override
    protected Clock clock() {
        return clock;
    }

    @Test
    void waitingJumps() throws InterruptedException {
        clock.waitUntil(NINE.plusSeconds(60));
        assertEquals(NINE.plusSeconds(60), clock.now());
        assertEquals(List.of(NINE.plusSeconds(60)), clock.waits());
    }
}
