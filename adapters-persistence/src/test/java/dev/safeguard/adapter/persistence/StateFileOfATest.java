package dev.safeguard.adapter.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A new state file for each test, gone with it. */
final class StateFileOfATest implements BeforeEachCallback, AfterEachCallback {

    private final List<SqliteDatabase> opened = new ArrayList<>();
    private Path folder = Path.of("");

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("safeguard");
    }

    Path file() {
        return folder.resolve("state.db");
    }

    /** The file, opened the first time it is asked for. */
    SqliteDatabase database() {
        return opened.isEmpty() ? open() : opened.getFirst();
    }

    /** The file, opened once more beside {@link #database}. */
    SqliteDatabase another() {
        database();
        return open();
    }

    private SqliteDatabase open() {
        SqliteDatabase database = SqliteDatabase.open(file());
        opened.add(database);
        return database;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        opened.forEach(SqliteDatabase::close);
        opened.clear();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(StateFileOfATest::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
