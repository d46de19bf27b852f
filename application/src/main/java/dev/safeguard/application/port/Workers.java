package dev.safeguard.application.port;

import dev.safeguard.domain.runbook.Worker;

/**
 * Who moves runs on: this process, and what is known of the others. Safe for use from several threads.
 */
public interface Workers {

    /** This process; the same for as long as it lives, and no other's ever. */
    Worker self();

    /**
     * Whether this worker has provably ended, so that nothing it began goes on. Where that cannot be known, as of a
     * process on another host, it has not. Never true of {@link #self}.
     */
    boolean isGone(Worker worker);
}
