package dev.safeguard.application.shift;

import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import java.util.function.Function;
import java.util.function.Predicate;

/** Commits, and takes the process down the moment that what is stored is such. */
final class DyingUnitOfWork implements UnitOfWork {

    private final UnitOfWork work;
    private final Predicate<Stores> deadly;

    DyingUnitOfWork(UnitOfWork work, Predicate<Stores> deadly) {
        this.work = work;
        this.deadly = deadly;
    }

    @Override
    public <T> T write(Function<Stores, T> changes) {
        T result = work.write(changes);
        if (work.read(deadly::test)) {
            throw new DyingMitigation.Death();
        }
        return result;
    }

    @Override
    public <T> T read(Function<Stores, T> reading) {
        return work.read(reading);
    }

    @Override
    public long revision() {
        return work.revision();
    }
}
