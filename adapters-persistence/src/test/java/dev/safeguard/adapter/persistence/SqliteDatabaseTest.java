package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.ShiftStore.Shift;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqliteDatabaseTest {

    @RegisterExtension
    final StateFileOfATest state = new StateFileOfATest();

    @Test
    void whatIsStoredIsThereWhenTheFileIsOpenedAgain() {
        try (SqliteDatabase first = SqliteDatabase.open(state.file())) {
            first.unitOfWork().commit(stores -> stores.shifts().save(Examples.shift()));
        }

        assertEquals(Optional.of(Examples.shift()), shift());
    }

    @Test
    void openingAgainMigratesNothingTwice() {
        SqliteDatabase.open(state.file()).close();
        SqliteDatabase.open(state.file()).close();

        assertEquals(Optional.<Shift>empty(), shift());
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItWas() throws IOException {
        assertRefusedUntouched("dear diary, nothing burned today".getBytes(StandardCharsets.UTF_8), "not an SQLite database");
    }

    @Test
    void anotherApplicationsDatabaseIsRefusedAndLeftAsItWas() throws IOException, SQLException {
        sql("CREATE TABLE recipe (name TEXT)");

        assertRefusedUntouched(Files.readAllBytes(state.file()), "another application's database");
    }

    @Test
    void aStateOfANewerSafeguardIsRefusedAndLeftAsItWas() throws IOException, SQLException {
        SqliteDatabase.open(state.file()).close();
        sql("PRAGMA journal_mode = DELETE", "PRAGMA user_version = 7");

        assertRefusedUntouched(Files.readAllBytes(state.file()), "comes from a newer Safeguard (schema 7");
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        SqliteDatabase.open(state.file()).close();
        byte[] bytes = Files.readAllBytes(state.file());
        for (int i = 100; i < bytes.length; i++) {
            bytes[i] = (byte) 0xa5;
        }
        Files.write(state.file(), bytes);

        assertThrows(StoreException.class, () -> {
            SqliteDatabase damaged = state.another();
            damaged.unitOfWork().read(stores -> stores.incidents().all());
        });
        assertArrayEquals(bytes, Files.readAllBytes(state.file()));
    }

    @Test
    void aReadOnlyFileIsRefused() throws IOException {
        SqliteDatabase.open(state.file()).close();
        Files.setPosixFilePermissions(state.file(), PosixFilePermissions.fromString("r--r--r--"));

        StoreException refused = assertThrows(StoreException.class, () -> SqliteDatabase.open(state.file()));
        assertTrue(String.valueOf(refused.getMessage()).contains("read-only"), refused.getMessage());
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Files.createDirectory(state.file());

        assertThrows(StoreException.class, () -> SqliteDatabase.open(state.file()));
    }

    @Test
    void timelinesCannotBeRewritten() throws SQLException {
        opened();

        assertThrows(SQLException.class, () -> sql("UPDATE incident_event SET message = 'all was well'"));
        assertThrows(SQLException.class, () -> sql("DELETE FROM incident_event"));
    }

    @Test
    void resettingForgetsEverythingAndNumbersStartAgain() {
        opened();
        state.database().worldStore().put("a world");

        state.database().reset();

        assertEquals(List.of(), state.database().unitOfWork().read(stores -> stores.incidents().all()));
        assertEquals(Optional.empty(), state.database().worldStore().get());
        assertEquals(new IncidentId(1), opened().id());
        assertThrows(SQLException.class, () -> sql("DELETE FROM incident_event"), "the triggers are back");
    }

    @Test
    void aLiveShiftIsNotReset() {
        Shift shift = Examples.shift();
        state.database().unitOfWork().commit(stores -> stores.shifts()
                .save(new Shift("live", shift.name(), 0, shift.startedAt(), shift.asOf())));

        assertThrows(StoreException.class, () -> state.database().reset());
        assertTrue(shift().isPresent());
    }

    @Test
    void writersOnOneFileWaitForEachOtherAndLoseNothing() throws ExecutionException, InterruptedException {
        Incident incident = opened();
        int writers = 4;
        int notes = 25;
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            for (int writer = 0; writer < writers; writer++) {
                UnitOfWork work = state.another().unitOfWork();
                done.add(threads.submit(() -> {
                    for (int note = 0; note < notes; note++) {
                        work.commit(stores -> stores.incidents()
                                .save(Examples.noted(
                                        stores.incidents().find(incident.id()).orElseThrow(), "note")));
                    }
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
        }

        Incident found = state.database().unitOfWork().read(
                stores -> stores.incidents().find(incident.id()).orElseThrow());
        assertEquals(incident.timeline().size() + writers * notes, found.timeline().size());
    }

    @Test
    void oneShiftAtATimeHoldsAState() {
        ShiftLock held = ShiftLock.tryAcquire(state.file()).orElseThrow();
        assertTrue(ShiftLock.tryAcquire(state.file()).isEmpty());

        held.close();

        ShiftLock.tryAcquire(state.file()).orElseThrow().close();
    }

    private void assertRefusedUntouched(byte[] content, String why) throws IOException {
        Files.write(state.file(), content);

        StoreException refused = assertThrows(StoreException.class, () -> SqliteDatabase.open(state.file()));

        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
        assertArrayEquals(content, Files.readAllBytes(state.file()));
        try (Stream<Path> beside = Files.list(state.file().resolveSibling(""))) {
            assertEquals(List.of(state.file()), beside.toList());
        }
    }

    private Incident opened() {
        return state.database().unitOfWork().write(stores -> stores.incidents().open(Examples::incident));
    }

    private Optional<Shift> shift() {
        return state.database().unitOfWork().read(stores -> stores.shifts().find());
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.file());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
