package dev.safeguard.adapter.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A folder of its own for each test with, once asked for, a state file in it; closed and removed afterwards. */
final class TemporaryStateFile implements AfterEachCallback {

    private final List<SqliteDatabase> opened = new ArrayList<>();
    private final Path folder;

    TemporaryStateFile() {
        try {
            folder = Files.createTempDirectory("safeguard-test");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path path() {
        return folder.resolve("state.db");
    }

    /** The database, the same one throughout a test. */
    SqliteDatabase database() {
        return opened.isEmpty() ? another() : opened.getFirst();
    }

    /** The database opened once more, as another process would. */
    SqliteDatabase another() {
        SqliteDatabase database = SqliteDatabase.open(path());
        opened.add(database);
        return database;
    }

    void close() {
        opened.forEach(SqliteDatabase::close);
        opened.clear();
    }

    /** Everything in the folder: what is where, byte for byte. */
    SortedMap<String, List<Byte>> snapshot() throws IOException {
        SortedMap<String, List<Byte>> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                List<Byte> bytes = new ArrayList<>();
                if (Files.isRegularFile(file)) {
                    for (byte b : Files.readAllBytes(file)) {
                        bytes.add(b);
                    }
                }
                content.put(file.toString(), bytes);
            }
        }
        return content;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
