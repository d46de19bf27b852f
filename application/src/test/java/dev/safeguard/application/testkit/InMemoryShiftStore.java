package dev.safeguard.application.testkit;

import dev.safeguard.application.port.ShiftStore;
import java.util.Optional;

/** The one shift. */
final class InMemoryShiftStore implements ShiftStore {

    private final InMemoryAccess access;
    private Optional<Shift> shift = Optional.empty();

    InMemoryShiftStore(InMemoryAccess access) {
        this.access = access;
    }

    InMemoryShiftStore copy(InMemoryAccess to) {
        InMemoryShiftStore copy = new InMemoryShiftStore(to);
        copy.shift = shift;
        return copy;
    }

    @Override
    public void save(Shift newShift) {
        access.write();
        shift = Optional.of(Milliseconds.of(newShift));
    }

    @Override
    public Optional<Shift> find() {
        access.read();
        return shift;
    }
}
