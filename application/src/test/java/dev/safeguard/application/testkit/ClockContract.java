package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What {@link Clock} promises. Waits for a few milliseconds only, so that a real clock can be held to it too. */
public abstract class ClockContract {

    protected abstract Clock clock();

    @Test
    void timeGoesForward() {
        Clock clock = clock();
        Instant earlier = clock.now();
        assertFalse(clock.now().isBefore(earlier));
    }

    @Test
    void waitingReturnsWhenTheInstantIsReached() throws InterruptedException {
        Clock clock = clock();
        Instant instant = clock.now().plusMillis(3);
        clock.waitUntil(instant);
        assertFalse(clock.now().isBefore(instant));
    }

    @Test
    void waitingForThePresentOrThePastMovesNothingBack() throws InterruptedException {
        Clock clock = clock();
        Instant before = clock.now();
        clock.waitUntil(before);
        clock.waitUntil(before.minus(Duration.ofDays(365)));
        assertFalse(clock.now().isBefore(before));
    }

    @Test
    void anInterruptEndsTheWait() {
        Clock clock = clock();
        Instant tomorrow = clock.now().plus(Duration.ofDays(1));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> clock.waitUntil(tomorrow));
        assertFalse(Thread.currentThread().isInterrupted(), "the exception carries the interrupt, once");
        assertTrue(clock.now().isBefore(tomorrow));
    }

    @Test
    void severalThreadsMayAsk() throws InterruptedException {
        Clock clock = clock();
        Instant before = clock.now();
        Thread[] threads = new Thread[4];
        boolean[] right = new boolean[threads.length];
        for (int i = 0; i < threads.length; i++) {
            int index = i;
            threads[i] =
                    Thread.ofPlatform().start(() -> right[index] = !clock.now().isBefore(before));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (boolean answer : right) {
            assertTrue(answer);
        }
        assertDoesNotThrow(clock::now);
    }
}
