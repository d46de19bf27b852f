package dev.safeguard.adapter.telemetry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The content of a file, decompressed if it is compressed with gzip; the file's name does not matter. */
final class Opened {

    private static final int BUFFER = 1 << 16;

    private Opened() {}

    /** What is done with the content of a file while it is open. */
    interface Work {
        void with(InputStream content) throws IOException;
    }

    /**
     * @param what the file should hold: "a history"
     * @throws UncheckedIOException when the file cannot be read, with its name and the reason
     */
    static void read(Path file, String what, Work work) {
        if (Files.isDirectory(file)) {
            String message = file + " is a directory, not " + what;
            throw new UncheckedIOException(message, new IOException(message));
        }
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                InputStream content = decompressed(raw)) {
            work.with(content);
        } catch (IOException e) {
            throw new UncheckedIOException(file + reason(e), e);
        }
    }

    private static InputStream decompressed(InputStream content) throws IOException {
        content.mark(2);
        boolean gzip = Gunzip.isGzip(content.read(), content.read());
        content.reset();
        return gzip ? new Gunzip(content) : content;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException ignored -> " does not exist";
            case AccessDeniedException ignored -> " may not be read: permission denied";
            case ClosedByInterruptException ignored -> " was not read to its end: interrupted";
            case InterruptedIOException ignored -> " was not read to its end: interrupted";
            case IOException other -> " cannot be read: " + other.getMessage();
        };
    }
}
