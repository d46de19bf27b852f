package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Responder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link Responder} promises. Every test has a responder of its own, with nothing to decide yet. */
public abstract class ResponderContract {

    protected abstract Responder responder();

    /** The present. */
    protected abstract Instant now();

    /** Gives somebody a reason to decide something; answers by when they certainly will have. */
    protected abstract Instant provoke();

    @Test
    void nothingIsDecidedWithoutAReason() {
        assertEquals(Optional.empty(), responder().nextAt());
        assertEquals(List.of(), responder().decisionsUntil(now()));
    }

    @Test
    void aDecisionIsHandedOutOnce() {
        Instant due = provoke();
        assertFalse(responder().decisionsUntil(due).isEmpty());
        assertEquals(List.of(), responder().decisionsUntil(due));
    }

    @Test
    void nextAtTellsWhenADecisionIsDue() {
        Instant due = provoke();
        Optional<Instant> next = responder().nextAt();
        if (next.isPresent()) {
            assertFalse(next.get().isAfter(due));
            assertEquals(List.of(), responder().decisionsUntil(next.get().minusMillis(1)));
            assertFalse(responder().decisionsUntil(next.get()).isEmpty());
        }
    }

    @Test
    void everyDecisionIsSomebodys() {
        Instant due = provoke();
        assertTrue(responder().decisionsUntil(due).stream()
                .noneMatch(decision -> decision.person().name().isBlank()));
    }
}
