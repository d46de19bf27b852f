package dev.safeguard.application.testkit;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.WorldStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A world kept in memory. */
public final class InMemoryWorldStore implements WorldStore {

    private final AtomicReference<Optional<String>> world = new AtomicReference<>(Optional.empty());
    private volatile boolean failing;

    @Override
    public void put(String text) {
        if (failing) {
            throw new StoreException("the world in memory could not be written: it was told to fail");
        }
        world.set(Optional.of(text));
    }

    @Override
    public Optional<String> get() {
        return world.get();
    }

    /** Whether putting fails from now on; what was there then stays. */
    public void fail(boolean fails) {
        failing = fails;
    }
}
