package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.application.port.ShiftStore.Shift;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ShiftStore} guarantees. */
public abstract class ShiftStoreContract extends PersistenceContract {

    @Test
    void thereIsNoShiftAtFirst() {
        assertEquals(Optional.empty(), find());
    }

    @Test
    void aShiftReplacesTheOneBefore() {
        save(Examples.shift());
        assertEquals(Optional.of(Examples.shift()), find());
        Shift next = new Shift("recorded", "March, \"ölçüm\" ☃.csv", Long.MIN_VALUE, Instant.EPOCH, Examples.NOW);
        save(next);
        assertEquals(Optional.of(next), find());
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        Instant fine = Instant.parse("2026-03-02T10:18:00.123999999Z");
        Instant kept = Instant.parse("2026-03-02T10:18:00.123Z");
        save(new Shift("live", "", 0, fine, fine));
        assertEquals(Optional.of(new Shift("live", "", 0, kept, kept)), find());
    }

    private void save(Shift shift) {
        write(stores -> stores.shifts().save(shift));
    }

    private Optional<Shift> find() {
        return read(stores -> stores.shifts().find());
    }
}
