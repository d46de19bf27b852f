package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.ShiftStore.Shift;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.WorldStore;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * A state file: one SQLite database in WAL mode, read and written by any number of processes at a time. It has two
 * connections, one for writing and one for reading beside it; both are safe for use from several threads, which take
 * turns. A commit reaches the disk before it returns.
 */
public final class SqliteDatabase implements AutoCloseable {

    private final Optional<SqliteConnection> writer;
    private final SqliteConnection reader;
    private final UnitOfWork unitOfWork;
    private final WorldStore worldStore;

    private SqliteDatabase(SqliteConnection writer, SqliteConnection reader) {
        this.writer = Optional.of(writer);
        this.reader = reader;
        this.unitOfWork = new JdbiUnitOfWork(writer, reader);
        this.worldStore = new JdbiWorldStore(writer, reader);
    }

    /** For reading alone. */
    private SqliteDatabase(SqliteConnection reader) {
        this.writer = Optional.empty();
        this.reader = reader;
        this.unitOfWork = new ReadOnlyUnitOfWork(reader);
        this.worldStore = new JdbiWorldStore(reader, reader);
    }

    /**
     * Opens the state file, makes it where there is none, and brings one of an older Safeguard up to date. The folder
     * must be there.
     *
     * @throws StoreException when it cannot be, or is not a state file that this Safeguard understands; the file is
     *     then as it was
     */
    public static SqliteDatabase open(Path file) {
        return open(file, Schema.LATEST, SqliteConnection.PATIENCE);
    }

    /**
     * Opens a state file that is there, and where it or its folder may not be written, for reading alone: writing then
     * is a {@link StoreException}, and neither the file nor the folder is changed.
     *
     * @throws StoreException as {@link #open(Path)}
     */
    public static SqliteDatabase openWhatIsThere(Path file) {
        Path path = file.toAbsolutePath();
        if (StateFile.isWritable(path)) {
            return open(path);
        }
        StateFile.checkToRead(path, Schema.LATEST);
        return new SqliteDatabase(
                StateFile.hasJournal(path) ? SqliteConnection.toRead(path) : SqliteConnection.toPeek(path));
    }

    /**
     * Looks whether the file may be opened, or made, as a state file at all; leaves no trace on it or beside it.
     *
     * @throws StoreException when it may not
     */
    public static void check(Path file) {
        StateFile.check(file.toAbsolutePath(), Schema.LATEST);
    }

    static SqliteDatabase open(Path file, Schema schema, Duration patience) {
        Path path = file.toAbsolutePath();
        StateFile.check(path, schema);
        SqliteConnection writer = SqliteConnection.toWrite(path, patience);
        try {
            writer.use(handle -> {
                schema.bringUpToDate(handle, path);
                return true;
            });
            return new SqliteDatabase(writer, SqliteConnection.toRead(path));
        } catch (RuntimeException notUsable) {
            writer.close();
            throw notUsable;
        }
    }

    public UnitOfWork unitOfWork() {
        return unitOfWork;
    }

    public WorldStore worldStore() {
        return worldStore;
    }

    /**
     * All samples of any SLO that start within {@code [from, until)}, in a file that is kept open meanwhile or not.
     *
     * @param resolution whole seconds, the length of all buckets
     */
    public SampleFeed sampleFeed(Instant from, Instant until, Duration resolution) {
        return new SqliteSampleFeed(reader.file(), slo -> true, from, until, resolution);
    }

    /** The same of these SLOs, as far as there are samples of them. */
    public SampleFeed sampleFeed(Set<SloName> slos, Instant from, Instant until, Duration resolution) {
        return new SqliteSampleFeed(reader.file(), Set.copyOf(slos)::contains, from, until, resolution);
    }

    /**
     * Forgets everything, so that a fresh shift can begin; numbers start at 1 again. All of it or, on an exception,
     * nothing.
     *
     * @throws StoreException when the file holds a live shift, which is not for forgetting
     */
    public void reset() {
        SqliteConnection owner = writer.orElseThrow(() -> ReadOnlyUnitOfWork.refusal(reader));
        owner.transaction(Transaction.WRITE, transaction -> {
            Handle handle = transaction.handle();
            new JdbiShiftStore(transaction)
                    .find()
                    .map(Shift::origin)
                    .filter("live"::equals)
                    .ifPresent(live -> {
                        throw new StoreException("the state file " + owner.file()
                                + " holds a live shift and is not emptied; name another file, or move it away");
                    });
            // Triggers guard the timelines against everybody else; within this transaction nobody else is there.
            List<String> triggers = select(handle, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
            select(handle, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
                    .forEach(trigger -> handle.execute("DROP TRIGGER " + trigger));
            handle.execute("PRAGMA defer_foreign_keys = ON");
            select(handle, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
                    .forEach(table -> handle.execute("DELETE FROM " + table));
            triggers.forEach(trigger -> handle.createScript(trigger).execute());
            owner.samples().forget();
            return true;
        });
    }

    private static List<String> select(Handle handle, String sql) {
        return handle.select(sql).mapTo(String.class).list();
    }

    /** Closes both connections; whoever still works on one is waited for. */
    @Override
    public void close() {
        reader.close();
        writer.ifPresent(SqliteConnection::close);
    }
}
