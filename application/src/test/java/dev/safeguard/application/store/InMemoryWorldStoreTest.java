package dev.safeguard.application.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.WorldStore;
import dev.safeguard.application.testkit.InMemoryWorldStore;
import dev.safeguard.application.testkit.WorldStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InMemoryWorldStoreTest extends WorldStoreContract {

    private final InMemoryWorldStore world = new InMemoryWorldStore();

    @Override
    protected WorldStore worldStore() {
        return world;
    }

    @Test
    void failsWhileToldAndKeepsWhatWasThere() {
        world.put("before");
        world.fail(true);
        assertThrows(StoreException.class, () -> world.put("after"));
        assertEquals(Optional.of("before"), world.get());
    }
}
