package dev.safeguard.application.port;

import java.time.Instant;

/**
 * The time, as the rest of Safeguard knows it: real, virtual, or that of a recorded history.
 *
 * <p>{@code now} never blocks and may step back only as far as the machine's own clock does; a virtual clock never does.
 * Safe for use from several threads.
 */
public interface Clock {

    Instant now();

    /**
     * Returns when {@link #now} has reached this instant, at once when it has. Called by the shift's loop alone.
     *
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    void waitUntil(Instant instant) throws InterruptedException;
}
