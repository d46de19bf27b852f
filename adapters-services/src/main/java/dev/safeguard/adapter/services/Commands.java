package dev.safeguard.adapter.services;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs: an argument list, never a shell, with a deadline. Standard input is closed, and the output is read as
 * it comes, so that no program waits for its reader.
 */
final class Commands {

    /** How long the output may stay open after the program has ended, in the hands of something it has left running. */
    private static final Duration LEFT_OPEN = Duration.ofSeconds(1);

    private Commands() {}

    /** How it went. */
    sealed interface Outcome {}

    /** It could not be started, so that it has done nothing. */
    record NotStarted(String reason) implements Outcome {}

    /** It was stopped, with all that it had started: at the deadline, or because nobody waits for it any more. */
    record Stopped(String reason) implements Outcome {}

    /** It has ended by itself. */
    record Ended(int exitCode, Output out, Output err) implements Outcome {}

    /**
     * What it printed.
     *
     * @param text as UTF-8
     * @param whole whether this is all of it: there was no more than the limit, and it was UTF-8
     */
    record Output(String text, boolean whole) {}

    /**
     * Runs one until it ends or the deadline comes.
     *
     * @param environment the whole of it
     * @param limit how many bytes of each output are kept
     */
    static Outcome run(List<String> command, Map<String, String> environment, int limit, Deadline deadline) {
        if (deadline.isOver()) {
            return new NotStarted("no time was left to start " + command.getFirst());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new NotStarted(Messages.oneLine(String.valueOf(e.getMessage())));
        }
        Reader out = Reader.of(process.getInputStream(), limit);
        Reader err = Reader.of(process.getErrorStream(), limit);
        try {
            closeInput(process);
            if (!process.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                destroy(process);
                return new Stopped(command.getFirst() + " did not end in time and was stopped");
            }
            Deadline patience = Deadline.in(LEFT_OPEN);
            return new Ended(process.exitValue(), out.output(patience), err.output(patience));
        } catch (InterruptedException e) {
            destroy(process);
            Thread.currentThread().interrupt();
            return new Stopped(command.getFirst() + " was stopped, as nobody waits for it any more");
        }
    }

    private static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // the program is quicker than we are
        }
    }

    /** The program and what it has started, which is to be asked for while its parent is still there. */
    private static void destroy(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** Reads one output to its end on a thread of its own, and keeps as much as the limit says. */
    private static final class Reader {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread thread;
        private boolean truncated;

        private Reader(InputStream from, int limit) {
            thread = Thread.ofPlatform().daemon().name("output").unstarted(() -> read(from, limit));
        }

        static Reader of(InputStream from, int limit) {
            Reader reader = new Reader(from, limit);
            reader.thread.start();
            return reader;
        }

        private void read(InputStream from, int limit) {
            byte[] buffer = new byte[8192];
            try (from) {
                for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                    keep(buffer, length, limit);
                }
            } catch (IOException e) {
                // the program was stopped: what it printed until then is what there is
            }
        }

        private synchronized void keep(byte[] buffer, int length, int limit) {
            int fits = Math.min(length, limit - kept.size());
            kept.write(buffer, 0, fits);
            truncated |= fits < length;
        }

        Output output(Deadline patience) throws InterruptedException {
            thread.join(patience.left());
            return soFar();
        }

        private synchronized Output soFar() {
            byte[] bytes = kept.toByteArray();
            try {
                CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return new Output(text.toString(), !truncated);
            } catch (CharacterCodingException e) {
                return new Output(new String(bytes, StandardCharsets.UTF_8), false);
            }
        }
    }
}
