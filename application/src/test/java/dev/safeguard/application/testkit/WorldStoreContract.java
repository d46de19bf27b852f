package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.WorldStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link WorldStore} guarantees. */
public abstract class WorldStoreContract {

    /** The same one throughout a test; empty at its beginning. */
    protected abstract WorldStore worldStore();

    @Test
    void thereIsNoWorldAtFirst() {
        assertEquals(Optional.empty(), worldStore().get());
    }

    @Test
    void aWorldReplacesTheOneBefore() {
        worldStore().put("{\"one\": 1}");
        assertEquals(Optional.of("{\"one\": 1}"), worldStore().get());
        worldStore().put("");
        assertEquals(Optional.of(""), worldStore().get());
    }

    @Test
    void aWorldMayBeLargeAndHoldAnyLetter() {
        String large = "ölçüm — ☃ 🎈\n\"".repeat(50_000);
        worldStore().put(large);
        assertEquals(Optional.of(large), worldStore().get());
    }
}
