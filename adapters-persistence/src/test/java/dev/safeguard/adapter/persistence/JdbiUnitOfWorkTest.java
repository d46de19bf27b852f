package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.application.testkit.UnitOfWorkContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiUnitOfWorkTest extends UnitOfWorkContract {

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    private Optional<UnitOfWork> other = Optional.empty();

    @Override
    protected UnitOfWork unitOfWork() {
        return file.database().unitOfWork();
    }

    @Override
    protected UnitOfWork another() {
        file.database();
        UnitOfWork another = other.orElseGet(() -> file.another().unitOfWork());
        other = Optional.of(another);
        return another;
    }

    @Test
    void ownCommitsDoNotChangeTheRevision() {
        long before = unitOfWork().revision();
        unitOfWork().commit(stores -> stores.shifts().save(Examples.shift()));
        file.database().worldStore().put("a world");
        assertEquals(before, unitOfWork().revision());
    }

    @Test
    void whoeverWaitsTooLongForAnotherProcessIsTold() throws SQLException {
        unitOfWork().commit(stores -> stores.shifts().save(Examples.shift()));
        try (SqliteDatabase impatient = SqliteDatabase.open(file.path(), Schema.LATEST, Duration.ofMillis(1));
                Connection busy = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = busy.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            StoreException refused = assertThrows(StoreException.class, () -> impatient
                    .unitOfWork()
                    .commit(stores -> stores.shifts().save(Examples.shift())));
            assertTrue(refused.getMessage().startsWith("another process is writing to the state file " + file.path()));
            assertEquals(
                    Optional.of(Examples.shift()),
                    impatient.unitOfWork().read(stores -> stores.shifts().find()),
                    "reading goes on beside it");
            statement.execute("ROLLBACK");
            impatient.unitOfWork().commit(stores -> stores.shifts().save(Examples.shift()));
        }
    }

    @Test
    void nothingWorksAfterClosing() {
        UnitOfWork closed = unitOfWork();
        file.close();
        assertThrows(StoreException.class, () -> closed.read(stores -> stores.shifts().find()));
        assertThrows(
                StoreException.class,
                () -> closed.commit(stores -> stores.shifts().save(Examples.shift())));
        assertThrows(StoreException.class, closed::revision);
    }

    @Test
    void whatIsStoredButNotUnderstoodIsNamed() throws SQLException {
        unitOfWork().commit(stores -> stores.incidents().open(Examples::incident));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO incident_event VALUES"
                    + " (1, 2, 0, 'HUMAN', 'ana', '{\"kind\":\"x\"}', '', '{}')");
        }
        StoreException failure = assertThrows(
                StoreException.class,
                () -> unitOfWork().read(stores -> stores.incidents().all()));
        assertEquals(
                "the state file holds an entry of INC-1 that cannot be understood (there is no change of kind \"x\");"
                        + " something other than Safeguard has changed it: restore a backup",
                failure.getMessage());
    }
}
