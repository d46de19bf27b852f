package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.sqlite.SQLiteConfig;

/** One connection to a database file, kept open, and used by one thread at a time. */
final class SqliteConnection implements AutoCloseable {

    /** How long to wait for other processes that are writing, before giving up. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final Connection connection;
    private final Jdbi jdbi;
    private final ReentrantLock lock = new ReentrantLock();
    private final SampleTables samples;

    private SqliteConnection(Path file, String uri, SQLiteConfig config) {
        this.file = file;
        try {
            this.connection = config.createConnection("jdbc:sqlite:" + uri);
        } catch (SQLException failure) {
            throw SqliteFailure.of(file, failure);
        }
        this.jdbi = Jdbi.create(new KeptOpen(connection));
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        this.samples = new SampleTables(file, connection);
    }

    /** For writing: what it commits is on the disk, even if the machine loses power. */
    static SqliteConnection toWrite(Path file, Duration patience) {
        SQLiteConfig config = config(patience);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        return new SqliteConnection(file, uri(file), config);
    }

    static SqliteConnection toRead(Path file) {
        SQLiteConfig config = config(PATIENCE);
        config.setReadOnly(true);
        return new SqliteConnection(file, uri(file), config);
    }

    /** For a look at the file as it lies there: takes no lock, and makes no file beside it. */
    static SqliteConnection toPeek(Path file) {
        SQLiteConfig config = config(PATIENCE);
        config.setReadOnly(true);
        return new SqliteConnection(file, uri(file) + "?immutable=1", config);
    }

    private static SQLiteConfig config(Duration patience) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        return config;
    }

    /** A URI rather than a path: the driver cuts a path at its first question mark. */
    private static String uri(Path file) {
        return file.toUri().toString();
    }

    Path file() {
        return file;
    }

    /** For whoever is in a transaction on this connection. */
    SampleTables samples() {
        return samples;
    }

    boolean isUsedByThisThread() {
        return lock.isHeldByCurrentThread();
    }

    /** Runs the work outside any transaction, each statement being one. */
    <T> T use(Function<Handle, T> work) {
        lock.lock();
        try (Handle handle = jdbi.open()) {
            return work.apply(handle);
        } catch (JdbiException failure) {
            throw SqliteFailure.of(file, failure);
        } finally {
            lock.unlock();
        }
    }

    /** Runs the work in a transaction that begins with this statement; an exception rolls back and is thrown on. */
    <T> T transaction(String begin, Function<Transaction, T> work) {
        if (isUsedByThisThread()) {
            throw new IllegalStateException("a transaction was begun inside another; pass the stores on instead");
        }
        return use(handle -> {
            handle.execute(begin);
            boolean committed = false;
            try (Transaction transaction = new Transaction(handle)) {
                T result = work.apply(transaction);
                handle.execute("COMMIT");
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack(handle);
                    samples.forget();
                }
            }
        });
    }

    static void rollBack(Handle handle) {
        try {
            handle.execute("ROLLBACK");
        } catch (JdbiException alreadyRolledBack) {
            // SQLite does so by itself after some errors, such as a full disk; what led here is thrown on.
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException failure) {
            throw SqliteFailure.of(file, failure);
        } finally {
            lock.unlock();
        }
    }

    /** Hands out the one connection, and leaves it open. */
    private record KeptOpen(Connection connection) implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection used) {}
    }
}
