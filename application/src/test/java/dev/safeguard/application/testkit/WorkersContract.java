package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Workers;
import dev.safeguard.domain.runbook.Worker;
import org.junit.jupiter.api.Test;

/** What every {@link Workers} guarantees. */
public abstract class WorkersContract {

    protected abstract Workers workers();

    /** A worker that has ended, and of which that can be known. */
    protected abstract Worker ended();

    @Test
    void oneselfIsTheSameAndAlive() {
        Worker self = workers().self();
        assertEquals(self, workers().self());
        assertFalse(workers().isGone(self));
        assertNotEquals(Worker.NOBODY, self);
    }

    @Test
    void whoHasProvablyEndedIsGone() {
        Worker ended = ended();
        assertTrue(workers().isGone(ended));
        assertNotEquals(workers().self(), ended);
    }

    @Test
    void whoCannotBeKnownIsNotGone() {
        assertFalse(workers().isGone(new Worker("somewhere-else")));
        assertFalse(workers().isGone(Worker.NOBODY));
    }
}
