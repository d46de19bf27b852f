package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the sinks promise about files, whatever they write into them. A sink that writes no real files tells where its
 * text can be read.
 *
 * @param <T> what is written
 */
abstract class FileSinkContract<T> {

    @TempDir
    Path folder;

    abstract String render(T content);

    abstract void publish(T content, Path file);

    abstract T one();

    abstract T another();

    /** What a reader of this file sees; it is there. */
    protected String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A place in this folder where nothing can be written any more. */
    protected Path unwritable(Path within) {
        try {
            Path taken = Files.createDirectory(within.resolve("taken"));
            Files.writeString(taken.resolve("by-somebody-else"), "not yours");
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theSameContentGivesTheSameText() {
        assertEquals(render(one()), render(one()));
        assertNotEquals(render(one()), render(another()));
    }

    @Test
    void aFileHoldsTheRenderedText() {
        Path file = folder.resolve("file");
        publish(one(), file);
        assertEquals(render(one()), read(file));
    }

    @Test
    void publishingAgainReplacesTheFile() {
        Path file = folder.resolve("file");
        publish(one(), file);
        publish(another(), file);
        assertEquals(render(another()), read(file));
    }

    @Test
    void missingFoldersAreMade() {
        Path file = folder.resolve("not/there/yet");
        publish(one(), file);
        assertEquals(render(one()), read(file));
    }

    @Test
    void aReaderSeesTheOldFileOrTheNewOne() throws Exception {
        Path file = folder.resolve("file");
        publish(one(), file);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService readers = Executors.newSingleThreadExecutor()) {
            Future<Set<String>> seen = readers.submit(() -> {
                Set<String> texts = new HashSet<>();
                do {
                    texts.add(read(file));
                } while (!done.get());
                return texts;
            });
            for (int i = 0; i < 25; i++) {
                publish(another(), file);
                publish(one(), file);
            }
            done.set(true);
            assertTrue(Set.of(render(one()), render(another())).containsAll(seen.get()));
        }
    }

    @Test
    void aFailureLeavesEverythingAsItWas() {
        Path kept = folder.resolve("kept");
        publish(one(), kept);
        Path file = unwritable(folder);
        Map<Path, String> before = files();

        assertThrows(UncheckedIOException.class, () -> publish(another(), file));

        assertEquals(before, files());
        assertEquals(render(one()), read(kept));
    }

    private SortedMap<Path, String> files() {
        SortedMap<Path, String> files = new TreeMap<>();
        try (var paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile).forEach(path -> files.put(path, read(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
