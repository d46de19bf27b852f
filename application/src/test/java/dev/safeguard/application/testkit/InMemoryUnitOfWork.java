package dev.safeguard.application.testkit;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Transactions over maps. A writing one works on a copy, which takes the place of the original when it is committed; a
 * reading one keeps the state it began with. Instants lose what is below the millisecond, as in a database.
 */
public final class InMemoryUnitOfWork implements UnitOfWork {

    private final Shared shared;
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private final AtomicReference<Failure> failure = new AtomicReference<>(Failure.NONE);
    private long ownCommits;

    private enum Failure {
        NONE,
        BEGIN,
        COMMIT,
        READ
    }

    /** What several units of work have in common. */
    private static final class Shared {
        private final ReentrantLock writer = new ReentrantLock();
        private volatile Committed committed = new Committed(InMemoryStores.empty(), 0);
    }

    private record Committed(InMemoryStores stores, long commits) {}

    /** Over stores of its own, which are empty. */
    public InMemoryUnitOfWork() {
        this(new Shared());
    }

    private InMemoryUnitOfWork(Shared shared) {
        this.shared = shared;
    }

    /** Another unit of work over the same stores, as another process would have. */
    public InMemoryUnitOfWork another() {
        return new InMemoryUnitOfWork(shared);
    }

    /** The next write fails before its work begins. */
    public void failNextBegin() {
        failure.set(Failure.BEGIN);
    }

    /** The next write fails after its work is done, and nothing of it is kept. */
    public void failNextCommit() {
        failure.set(Failure.COMMIT);
    }

    /** The next read fails. */
    public void failNextRead() {
        failure.set(Failure.READ);
    }

    @Override
    public <T> T write(Function<Stores, T> work) {
        return notNested(() -> {
            shared.writer.lock();
            try {
                failIfTold(Failure.BEGIN, "could not be begun");
                Committed before = shared.committed;
                InMemoryAccess access = InMemoryAccess.toWrite();
                InMemoryStores draft = before.stores().copy(access);
                T result = ended(access, draft, work);
                failIfTold(Failure.COMMIT, "could not be committed");
                shared.committed = new Committed(draft, before.commits() + 1);
                ownCommits++;
                return result;
            } finally {
                shared.writer.unlock();
            }
        });
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        return notNested(() -> {
            failIfTold(Failure.READ, "could not be read");
            InMemoryAccess access = InMemoryAccess.toRead();
            return ended(access, shared.committed.stores().copy(access), work);
        });
    }

    @Override
    public long revision() {
        shared.writer.lock();
        try {
            return shared.committed.commits() - ownCommits;
        } finally {
            shared.writer.unlock();
        }
    }

    private static <T> T ended(InMemoryAccess access, Stores stores, Function<Stores, T> work) {
        try {
            return work.apply(stores);
        } finally {
            access.end();
        }
    }

    private <T> T notNested(Supplier<T> transaction) {
        if (inside.get()) {
            throw new IllegalStateException("a transaction was begun inside another; pass the stores on instead");
        }
        inside.set(true);
        try {
            return transaction.get();
        } finally {
            inside.remove();
        }
    }

    private void failIfTold(Failure here, String what) {
        if (failure.compareAndSet(here, Failure.NONE)) {
            throw new StoreException("the state in memory " + what + ": it was told to fail");
        }
    }
}
