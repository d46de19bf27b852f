package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

/** SQLite's library, put where the launcher wants it. */
final class SqliteLibraryTest {

    @TempDir
    Path folder;

    @Test
    void theFolderThenHoldsTheLibraryAndNothingElse() throws IOException {
        Path made = folder.resolve("made").resolve("here");
        SqliteLibrary.unpack(made);
        SqliteLibrary.unpack(made);
        try (Stream<Path> files = Files.list(made)) {
            assertEquals(List.of(made.resolve(LibraryLoaderUtil.getNativeLibName())), files.toList());
        }
        assertTrue(Files.size(made.resolve(LibraryLoaderUtil.getNativeLibName())) > 500_000);
    }

    @Test
    void aProcessUsesItAndDoesWithoutItWhenItIsNoLibrary() throws Exception {
        SqliteLibrary.unpack(folder);
        Path library = folder.resolve(LibraryLoaderUtil.getNativeLibName());
        assertEquals("used what is there", openedWith(folder));
        Files.writeString(library, "no library");
        assertEquals("unpacked it anew", openedWith(folder));
        Files.delete(library);
        assertEquals("unpacked it anew", openedWith(folder));
    }

    private static String openedWith(Path folder) throws IOException {
        Path file = Files.createTempDirectory(folder, "state").resolve("state.db");
        Process process = ChildProcess.start("open", file, folder.toString());
        return process.inputReader().lines().reduce("", (before, last) -> last);
    }
}
