package dev.safeguard.adapter.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void aTextThatBreaksOffLeavesTheOldFileAndNothingBesideIt() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "old");
        String halfACharacterAtTheEnd = "new".repeat(10_000) + "\uD83D";

        var refused = assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file, halfACharacterAtTheEnd));

        assertTrue(refused.getMessage().startsWith("cannot write " + file), refused.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), everythingIn(folder));
    }

    @Test
    void aFileInTheWayOfAFolderIsLeftAlone() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "old");

        assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file.resolve("below"), "new"));

        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), everythingIn(folder));
    }

    @Test
    void textIsWrittenAsUtf8AndNothingIsLeftBesideIt() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "50 % → 85 % · İıŞş");
        assertEquals("50 % → 85 % · İıŞş", Files.readString(file));
        assertEquals(List.of(file), everythingIn(folder));
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, "new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    private static List<Path> everythingIn(Path folder) throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.toList();
        }
    }
}
