package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the contracts of all stores begin with: a unit of work through which the store is reached. */
public abstract class PersistenceContract {

    /** The same one throughout a test; empty at its beginning. */
    protected abstract UnitOfWork unitOfWork();

    final void write(Consumer<Stores> work) {
        unitOfWork().commit(work);
    }

    final <T> T read(Function<Stores, T> work) {
        return unitOfWork().read(work);
    }
}
