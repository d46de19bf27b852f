package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an error of SQLite means to whoever runs Safeguard, and what to do about it. */
final class SqliteFailure {

    private SqliteFailure() {}

    static StoreException of(Path file, Exception failure) {
        String where = "the state file " + file;
        String message =
                switch (code(failure).map(SqliteFailure::primary).orElse(SQLiteErrorCode.SQLITE_ERROR)) {
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                        "another process is writing to " + where + " and does not come to an end; try again when it is"
                                + " done";
                    case SQLITE_NOTADB ->
                        where + " cannot be used: it is not an SQLite database; name another file, or move it away";
                    case SQLITE_CORRUPT ->
                        where + " is damaged; restore a backup of it, or move it away to begin afresh";
                    case SQLITE_READONLY -> where + " cannot be written: it is read-only; make it writable";
                    case SQLITE_FULL -> where + " cannot be written: the disk is full; make room and try again";
                    case SQLITE_IOERR -> where + " cannot be read or written: the disk reports an error";
                    case SQLITE_CANTOPEN ->
                        where + " cannot be opened; see that it and the files beside it that begin with its name may be"
                                + " read and written";
                    default -> where + " cannot be read or written";
                };
        return new StoreException(message + " (" + reason(failure) + ")", failure);
    }

    static boolean isDamage(StoreException failure) {
        return code(failure).map(SqliteFailure::primary).filter(SQLiteErrorCode.SQLITE_CORRUPT::equals).isPresent();
    }

    /** Whether something was to be written through a connection that is for reading; a file has further codes. */
    static boolean isWriteThroughReader(StoreException failure) {
        return code(failure).filter(SQLiteErrorCode.SQLITE_READONLY::equals).isPresent();
    }

    /** Whether there already is a row that this one may not stand beside. */
    static boolean isTaken(JdbiException failure) {
        return code(failure).filter(SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE::equals).isPresent();
    }

    private static Optional<SQLiteErrorCode> code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return Optional.of(sqlite.getResultCode());
            }
        }
        return Optional.empty();
    }

    /** The code without its details, which SQLite keeps in the higher bytes. */
    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & 0xff);
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return String.valueOf(sql.getMessage());
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
