package dev.safeguard.adapter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.testkit.ClockContract;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VirtualClockTest extends ClockContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    @Override
    protected Clock clock() {
        return VirtualClock.startingAt(NINE);
    }

    @Test
    void waitingJumps() throws InterruptedException {
        VirtualClock clock = VirtualClock.startingAt(NINE);
        assertEquals(NINE, clock.now());
        clock.waitUntil(NINE.plusSeconds(3600));
        assertEquals(NINE.plusSeconds(3600), clock.now());
    }

    @Test
    void atAPaceRealTimePassesInProportion() throws InterruptedException {
        List<Duration> pauses = new ArrayList<>();
        VirtualClock clock = VirtualClock.paced(NINE, Ratio.of(60, 1), pauses::add);
        clock.waitUntil(NINE.plusSeconds(60));
        clock.waitUntil(NINE.plusSeconds(60));
        clock.waitUntil(NINE.plusSeconds(150));
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofMillis(1500)), pauses);
        assertEquals(NINE.plusSeconds(150), clock.now());
    }

    @Test
    void anInterruptedPauseLeavesTheTimeAsItWas() {
        VirtualClock clock = VirtualClock.paced(NINE, Ratio.ONE, wall -> {
            throw new InterruptedException("enough of " + wall);
        });
        assertThrows(InterruptedException.class, () -> clock.waitUntil(NINE.plusSeconds(60)));
        assertEquals(NINE, clock.now());
    }

    @Test
    void aPaceIsAboveZero() {
        assertThrows(IllegalArgumentException.class, () -> VirtualClock.paced(NINE, Ratio.ZERO, wall -> {}));
    }
}
