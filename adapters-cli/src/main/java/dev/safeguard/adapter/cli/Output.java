package dev.safeguard.adapter.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A stream of this process in UTF-8 that knows whether whoever read it has gone, as {@code head} does when it has seen
 * enough. Nothing is wrong then, and what is still printed is lost on purpose.
 */
final class Output extends PrintStream {

    private final Pipe pipe;

    private Output(Pipe pipe) {
        super(new BufferedOutputStream(pipe), false, StandardCharsets.UTF_8);
        this.pipe = pipe;
    }

    static Output of(FileDescriptor descriptor, Path link) {
        return of(new FileOutputStream(descriptor), isPipe(link));
    }

    /** @param isPipe whether somebody reads what is written, who may go */
    static Output of(OutputStream stream, boolean isPipe) {
        return new Output(new Pipe(stream, isPipe));
    }

    /** Whether printing to this stream failed only because nobody reads it any more. */
    static boolean lostItsReader(PrintStream stream) {
        return stream instanceof Output output && output.pipe.readerGone;
    }

    /** Whether somebody reads what is printed to this stream, who may go. */
    static boolean isPipe(PrintStream stream) {
        return stream instanceof Output output && output.pipe.isPipe;
    }

    private static boolean isPipe(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException noneOrUnknown) {
            return false;
        }
    }

    private static final class Pipe extends FilterOutputStream {

        private final boolean isPipe;
        private volatile boolean readerGone;

        Pipe(OutputStream stream, boolean isPipe) {
            super(stream);
            this.isPipe = isPipe;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        /** A pipe is never full for long, so a failure is its end; elsewhere the machine says so in its own words. */
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException failure) {
                readerGone = isPipe || String.valueOf(failure.getMessage()).contains("Broken pipe");
                throw failure;
            }
        }
    }
}
