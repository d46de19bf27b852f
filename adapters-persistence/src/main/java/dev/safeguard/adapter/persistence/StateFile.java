package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Whether a file may be opened as a state file at all, found out without leaving a trace on it or beside it. */
final class StateFile {

    private static final Set<PosixFilePermission> ANY_WRITE = Set.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private StateFile() {}

    static void check(Path file, Schema schema) {
        try {
            Path folder = file.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw unusable(file, "its folder is not there", "make it first, or name another file");
            }
            if (!Files.isWritable(folder)) {
                throw unusable(
                        file,
                        "its folder is read-only, and SQLite keeps a second file beside it",
                        "make the folder writable, or name a file in another");
            }
            if (Files.isDirectory(file)) {
                throw unusable(file, "it is a folder", "name a file");
            }
            if (!Files.exists(file)) {
                return;
            }
            if (!Files.isRegularFile(file)) {
                throw unusable(file, "it is not a regular file", "name another one");
            }
            if (isReadOnly(file)) {
                throw unusable(file, "it is read-only", "make it writable, or name another file");
            }
            // An empty file is a new one.
            if (Files.size(file) > 0) {
                checkContent(file, schema);
            }
        } catch (IOException unreadable) {
            throw new StoreException(
                    "the state file " + file + " cannot be looked at (" + unreadable + ")", unreadable);
        }
    }

    /** Whether the file, and the files that SQLite keeps beside it, may be written. */
    static boolean isWritable(Path file) {
        try {
            Path folder = file.getParent();
            return folder != null && Files.isWritable(folder) && !isReadOnly(file);
        } catch (IOException unreadable) {
            throw new StoreException(
                    "the state file " + file + " cannot be looked at (" + unreadable + ")", unreadable);
        }
    }

    /** Refuses what is no state file of today's, which only writing could make it. */
    static void checkToRead(Path file, Schema schema) {
        if (!Files.isRegularFile(file)) {
            throw unusable(file, "it is not a regular file", "name another one");
        }
        try (SqliteConnection connection = SqliteConnection.toPeek(file)) {
            connection.use(handle -> {
                schema.check(handle, file);
                schema.checkUpToDate(handle, file);
                return true;
            });
        }
    }

    /** Whether commits lie beside the file: somebody is writing, or died while doing so. */
    static boolean hasJournal(Path file) {
        return Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    }

    /** A file that nobody may write is taken at its word, though root could write it all the same. */
    private static boolean isReadOnly(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return !Files.isWritable(file)
                || (posix && Files.getPosixFilePermissions(file).stream().noneMatch(ANY_WRITE::contains));
    }

    private static void checkContent(Path file, Schema schema) {
        try (SqliteConnection connection = SqliteConnection.toPeek(file)) {
            connection.use(handle -> {
                schema.check(handle, file);
                return true;
            });
        } catch (StoreException failure) {
            // What looks damaged may be whole together with the journal beside it: the real opening tells.
            if (!SqliteFailure.isDamage(failure)) {
                throw failure;
            }
        }
    }

    static StoreException unusable(Path file, String why, String whatToDo) {
        return new StoreException("the state file " + file + " cannot be used: " + why + "; " + whatToDo);
    }
}
