package dev.safeguard.adapter.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Replaces a file as a whole. The text goes to a file beside it first, so that a reader, or a machine that loses power,
 * finds the old text or the new one.
 */
final class AtomicFile {

    private AtomicFile() {}

    /**
     * Missing folders are made; a symbolic link stays, and the file it leads to is replaced.
     *
     * @throws UncheckedIOException when it cannot be written; the file is then as it was, and nothing is left beside it
     */
    static void write(Path file, String text) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = Files.createDirectories(target.resolveSibling(""));
            Path draft = folder.resolve(".safeguard-" + UUID.randomUUID() + ".tmp");
            try {
                writeDurably(draft, text);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void writeDurably(Path draft, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1)) {
            writer.write(text);
            writer.flush();
            channel.force(true);
        }
    }
}
