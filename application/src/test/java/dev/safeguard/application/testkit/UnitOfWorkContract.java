package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.ShiftStore.Shift;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every {@link UnitOfWork} guarantees. */
public abstract class UnitOfWorkContract extends PersistenceContract {

    /** Another unit of work over the same state, as another process would have. */
    protected abstract UnitOfWork another();

    @Test
    void whatIsCommittedIsThereForEverybody() {
        String answer = unitOfWork().write(stores -> {
            stores.shifts().save(shift(1));
            return "done";
        });
        assertEquals("done", answer);
        assertEquals(Optional.of(shift(1)), read(UnitOfWorkContract::look));
        assertEquals(Optional.of(shift(1)), another().read(UnitOfWorkContract::look));
    }

    @Test
    void aTransactionSeesItsOwnWrites() {
        assertEquals(Optional.of(shift(1)), unitOfWork().write(stores -> {
            stores.shifts().save(shift(1));
            return stores.shifts().find();
        }));
    }

    @Test
    void anExceptionRollsEverythingBackAndIsThrownOn() {
        write(stores -> stores.shifts().save(shift(1)));
        var thrown = new IllegalArgumentException("no");
        var caught = assertThrows(
                IllegalArgumentException.class,
                () -> write(stores -> {
                    stores.shifts().save(shift(2));
                    throw thrown;
                }));
        assertSame(thrown, caught);
        assertEquals(Optional.of(shift(1)), read(UnitOfWorkContract::look));
        write(stores -> stores.shifts().save(shift(3)));
        assertEquals(Optional.of(shift(3)), another().read(UnitOfWorkContract::look));
    }

    @Test
    void anErrorRollsBackToo() {
        var thrown = new AssertionError("no");
        var caught = assertThrows(
                AssertionError.class,
                () -> write(stores -> {
                    stores.shifts().save(shift(2));
                    throw thrown;
                }));
        assertSame(thrown, caught);
        assertEquals(Optional.empty(), read(UnitOfWorkContract::look));
    }

    @Test
    void anExceptionFromAReadIsThrownOn() {
        var thrown = new IllegalArgumentException("no");
        assertSame(thrown, assertThrows(IllegalArgumentException.class, () -> read(stores -> {
            throw thrown;
        })));
        assertEquals(Optional.empty(), read(UnitOfWorkContract::look));
    }

    @Test
    void writingInAReadIsRefused() {
        assertThrows(IllegalStateException.class, () -> read(stores -> {
            stores.shifts().save(shift(1));
            return true;
        }));
        assertThrows(IllegalStateException.class, () -> read(stores -> {
            stores.samples().save(Examples.samples(Examples.NOW, 1, 1, 1));
            return true;
        }));
        assertEquals(Optional.empty(), read(UnitOfWorkContract::look));
    }

    @Test
    void theStoresAreGoodOnlyInside() {
        Stores written = unitOfWork().write(stores -> stores);
        Stores readFrom = read(stores -> stores);
        assertThrows(IllegalStateException.class, () -> written.shifts().save(shift(1)));
        assertThrows(IllegalStateException.class, () -> written.shifts().find());
        assertThrows(IllegalStateException.class, () -> readFrom.shifts().find());
        assertEquals(Optional.empty(), read(UnitOfWorkContract::look));
    }

    @Test
    void nothingIsNested() {
        assertThrows(IllegalStateException.class, () -> write(outer -> write(inner -> {})));
        assertThrows(IllegalStateException.class, () -> write(outer -> read(UnitOfWorkContract::look)));
        assertThrows(IllegalStateException.class, () -> read(outer -> read(UnitOfWorkContract::look)));
        assertThrows(IllegalStateException.class, () -> read(outer -> unitOfWork().write(UnitOfWorkContract::look)));
    }

    @Test
    void aReadKeepsTheStateItBeganWithWhileOthersWrite() {
        write(stores -> stores.shifts().save(shift(1)));
        List<Optional<Shift>> seen = read(stores -> {
            List<Optional<Shift>> looks = new ArrayList<>();
            looks.add(stores.shifts().find());
            CompletableFuture.runAsync(() -> write(other -> other.shifts().save(shift(2)))).join();
            looks.add(stores.shifts().find());
            another().commit(other -> other.shifts().save(shift(3)));
            looks.add(stores.shifts().find());
            return looks;
        });
        assertEquals(List.of(Optional.of(shift(1)), Optional.of(shift(1)), Optional.of(shift(1))), seen);
        assertEquals(Optional.of(shift(3)), read(UnitOfWorkContract::look));
    }

    @Test
    void aReaderSeesNothingOfAWriteThatIsNotCommitted() {
        AtomicReference<Optional<Shift>> seen = new AtomicReference<>(Optional.of(shift(0)));
        write(stores -> {
            stores.shifts().save(shift(1));
            seen.set(another().read(UnitOfWorkContract::look));
        });
        assertEquals(Optional.empty(), seen.get());
    }

    @Test
    void writersTakeTurnsAndLoseNothing() throws Exception {
        int writers = 4;
        long times = 25;
        write(stores -> stores.shifts().save(shift(0)));
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                UnitOfWork own = i % 2 == 0 ? unitOfWork() : another();
                running.add(threads.submit(() -> {
                    for (long n = 0; n < times; n++) {
                        own.commit(stores -> stores.shifts()
                                .save(shift(stores.shifts().find().orElseThrow().seed() + 1)));
                    }
                }));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }
        assertEquals(writers * times, read(UnitOfWorkContract::look).orElseThrow().seed());
    }

    @Test
    void theRevisionChangesWhenSomebodyElseCommits() {
        UnitOfWork other = another();
        long before = unitOfWork().revision();
        other.commit(stores -> stores.shifts().save(shift(1)));
        long after = unitOfWork().revision();
        assertNotEquals(before, after);
        other.commit(stores -> stores.shifts().save(shift(2)));
        write(stores -> stores.shifts().save(shift(3)));
        assertNotEquals(after, unitOfWork().revision(), "a commit of one's own hides none of somebody else's");
    }

    private static Optional<Shift> look(Stores stores) {
        return stores.shifts().find();
    }

    private static Shift shift(long seed) {
        return new Shift("simulated", "outage", seed, Examples.NOW, Examples.NOW);
    }
}
