package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The schema of a state file, as the steps that lead to it. A file says in its header whose it is
 * ({@code application_id}) and how many steps it has seen ({@code user_version}).
 *
 * @param steps in order; one that was released is never changed
 */
record Schema(List<Step> steps) {

    static final Schema LATEST = new Schema(List.of(
            Step.of("schema/001-first.sql"),
            new Step("schema/002-samples-by-day.sql", SamplesByDay::move),
            Step.of("schema/003-leases.sql")));

    private static final int WAL_ATTEMPTS = 100;

    /** "SAFG" in ASCII. */
    static final int APPLICATION_ID = 0x53414647;

    Schema {
        steps = List.copyOf(steps);
    }

    /**
     * What brings a file from one version to the next, in one transaction with the others that it has not seen.
     *
     * @param script a resource beside this class
     * @param afterwards what cannot be said in SQL, on the connection to this file
     */
    record Step(String script, BiConsumer<Connection, Path> afterwards) {

        static Step of(String script) {
            return new Step(script, (connection, file) -> {});
        }
    }

    private int version() {
        return steps.size();
    }

    /** Refuses a file that is not Safeguard's, or is newer than this one. */
    void check(Handle handle, Path file) {
        int owner = number(handle, "application_id");
        if (owner != APPLICATION_ID) {
            throw StateFile.unusable(
                    file,
                    "it is another application's database (application_id " + owner + ", Safeguard's is "
                            + APPLICATION_ID + ")",
                    "name another file");
        }
        int version = number(handle, "user_version");
        if (version > version()) {
            throw new StoreException("the state file " + file + " comes from a newer Safeguard (schema " + version
                    + ", this one knows " + version() + "): upgrade");
        }
    }

    /** Refuses a file that would have to be written before this Safeguard could read it. */
    void checkUpToDate(Handle handle, Path file) {
        int version = number(handle, "user_version");
        if (version < version()) {
            throw StateFile.unusable(
                    file,
                    "it comes from an older Safeguard (schema " + version + ", this one reads " + version()
                            + ") and may not be brought up to date",
                    "make it and its folder writable");
        }
    }

    /**
     * Makes a new file Safeguard's own and takes the steps that it has not seen. WAL mode comes after the schema, so
     * that whose a file is stands in the file itself from its first page on, whatever is still in its WAL.
     */
    void bringUpToDate(Handle handle, Path file) {
        if (isEmpty(handle)) {
            handle.execute("PRAGMA application_id = " + APPLICATION_ID);
        }
        check(handle, file);
        // Reads the pages of the schema, so that damage there is found before anything is written.
        handle.select("SELECT count(*) FROM sqlite_schema").mapTo(Long.class).one();
        if (number(handle, "user_version") < version()) {
            migrate(handle, file);
        }
        switchToWal(handle, file);
    }

    /** The switch needs the file for itself and, unlike a transaction, does not wait for it. */
    private static void switchToWal(Handle handle, Path file) {
        for (int attempt = 1; attempt <= WAL_ATTEMPTS; attempt++) {
            try {
                if (text(handle, "journal_mode = WAL").equals("wal")) {
                    return;
                }
            } catch (JdbiException busy) {
                handle.execute("BEGIN EXCLUSIVE");
                handle.execute("COMMIT");
            }
        }
        throw StateFile.unusable(
                file,
                "it cannot be shared between processes there, as on some network drives",
                "name one on a local disk");
    }

    private void migrate(Handle handle, Path file) {
        handle.execute(Transaction.WRITE);
        try {
            // Asked again, for another process may have been first.
            for (int seen = number(handle, "user_version"); seen < version(); seen++) {
                Step step = steps.get(seen);
                handle.createScript(read(step.script())).execute();
                step.afterwards().accept(handle.getConnection(), file);
                handle.execute("PRAGMA user_version = " + (seen + 1));
            }
            handle.execute("COMMIT");
        } catch (RuntimeException failure) {
            SqliteConnection.rollBack(handle);
            throw failure;
        }
        // So that a Safeguard of before sees the new version without having to look into the WAL.
        handle.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static boolean isEmpty(Handle handle) {
        return number(handle, "page_count") == 0;
    }

    private static int number(Handle handle, String pragma) {
        return Integer.parseInt(text(handle, pragma));
    }

    private static String text(Handle handle, String pragma) {
        return handle.select("PRAGMA " + pragma).mapTo(String.class).one();
    }

    private static String read(String script) {
        try (InputStream stream = Schema.class.getResourceAsStream(script)) {
            if (stream == null) {
                throw new IllegalStateException("the script " + script + " is missing from this build of Safeguard");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
