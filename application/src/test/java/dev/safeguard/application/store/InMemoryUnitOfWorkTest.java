package dev.safeguard.application.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.ShiftStore.Shift;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.application.testkit.UnitOfWorkContract;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class InMemoryUnitOfWorkTest extends UnitOfWorkContract {

    private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();

    @Override
    protected UnitOfWork unitOfWork() {
        return unitOfWork;
    }

    @Override
    protected UnitOfWork another() {
        return unitOfWork.another();
    }

    @Test
    void failsToBeginOnceWhenTold() {
        AtomicBoolean ran = new AtomicBoolean();
        unitOfWork.failNextBegin();
        assertThrows(StoreException.class, () -> unitOfWork.commit(stores -> ran.set(true)));
        assertEquals(false, ran.get());
        unitOfWork.commit(stores -> ran.set(true));
        assertEquals(true, ran.get());
    }

    @Test
    void failsToCommitOnceWhenToldAndKeepsNothing() {
        unitOfWork.failNextCommit();
        assertThrows(
                StoreException.class,
                () -> unitOfWork.commit(stores -> stores.shifts().save(Examples.shift())));
        assertEquals(Optional.<Shift>empty(), unitOfWork.read(stores -> stores.shifts().find()));
        unitOfWork.commit(stores -> stores.shifts().save(Examples.shift()));
        assertEquals(Optional.of(Examples.shift()), unitOfWork.read(stores -> stores.shifts().find()));
    }

    @Test
    void failsToReadOnceWhenTold() {
        unitOfWork.failNextRead();
        assertThrows(StoreException.class, () -> unitOfWork.read(stores -> stores.shifts().find()));
        assertEquals(Optional.<Shift>empty(), unitOfWork.read(stores -> stores.shifts().find()));
    }
}
