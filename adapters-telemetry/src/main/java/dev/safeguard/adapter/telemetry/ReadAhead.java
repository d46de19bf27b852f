package dev.safeguard.adapter.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A stream in blocks. While one is being worked on, the next are read, and decompressed, by a thread of its own; what
 * fits into one block needs none. What goes wrong while reading comes with the block that it cut short. When this is
 * closed, the thread is gone.
 */
final class ReadAhead implements AutoCloseable {

    /** So many bytes are free behind a block, so that looking at what may come next needs no check. */
    static final int SLACK = 64;

    private static final int AHEAD = 3;

    private final InputStream in;
    private final Limits limits;
    private final Queue<Future<Block>> coming = new ArrayDeque<>();
    private Optional<ExecutorService> helper = Optional.empty();
    private boolean begun;

    ReadAhead(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** Bytes that were read, to be worked on in place. */
    static final class Block {

        final byte[] bytes;
        /** Where what was read begins; the room in front is for the line that the block before broke off in. */
        final int begin;
        /** Where it ends. */
        int end;
        /** Whether nothing follows. */
        boolean last;
        /** Why nothing follows, if not because everything was read. */
        Optional<IOException> failure = Optional.empty();

        private Block(Limits limits) {
            bytes = new byte[limits.line() + limits.block() + SLACK];
            begin = limits.line();
        }
    }

    /** The first block, read here and now. */
    Block first() throws InterruptedIOException {
        if (begun) {
            throw new IllegalStateException("the first block has been read");
        }
        begun = true;
        return fill(new Block(limits));
    }

    /** The block after this one, which is not touched any more. */
    Block after(Block done) throws InterruptedIOException {
        if (helper.isEmpty()) {
            helper = Optional.of(Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("history-reader").factory()));
            for (int i = 1; i < AHEAD; i++) {
                order(new Block(limits));
            }
        }
        order(done);
        try {
            return coming.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot read on", e.getCause());
        }
    }

    @Override
    public void close() {
        helper.ifPresent(ExecutorService::shutdownNow);
        helper.ifPresent(ExecutorService::close);
    }

    private void order(Block free) {
        coming.add(helper.orElseThrow().submit(() -> fill(free)));
    }

    private Block fill(Block block) {
        block.end = block.begin;
        try {
            int length = 0;
            while (length != -1 && block.end < block.begin + limits.block()) {
                length = in.read(block.bytes, block.end, block.begin + limits.block() - block.end);
                block.end += Math.max(length, 0);
            }
            block.last = length == -1;
        } catch (IOException e) {
            block.last = true;
            block.failure = Optional.of(e);
        }
        return block;
    }
}
