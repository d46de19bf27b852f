package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What users read when SQLite fails. */
final class SqliteFailureTest {

    private static final Path FILE = Path.of("state.db");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SQLITE_BUSY               | does not come to an end; try again when it is done (why)
                    SQLITE_BUSY_RECOVERY      | does not come to an end; try again when it is done (why)
                    SQLITE_FULL               | cannot be written: the disk is full; make room and try again (why)
                    SQLITE_IOERR_FSYNC        | cannot be read or written: the disk reports an error (why)
                    SQLITE_READONLY_DIRECTORY | cannot be written: it is read-only; make it writable (why)
                    SQLITE_CANTOPEN           | that it and the files beside it that begin with its name may be read
                    SQLITE_MISUSE             | the state file state.db cannot be read or written (why)
                    """)
    void saysWhatItMeansAndWhatToDo(SQLiteErrorCode code, String part) {
        SQLException cause = new SQLiteException("why", code);
        StoreException failure = SqliteFailure.of(FILE, new ConnectionException(cause));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("the state file state.db "), message);
        assertTrue(message.contains(part), message);
        assertSame(cause, failure.getCause().getCause());
    }

    @Test
    void aFailureThatIsNotSqlitesIsPassedOnWithItsReason() {
        assertEquals(
                "the state file state.db cannot be read or written (database connection closed)",
                SqliteFailure.of(FILE, new SQLException("database connection closed")).getMessage());
    }
}
