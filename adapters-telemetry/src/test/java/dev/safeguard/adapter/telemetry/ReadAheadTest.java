package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.telemetry.ReadAhead.Block;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ReadAheadTest {

    private static final Limits LIMITS = new Limits(1, 1, 1, 100, 50);

    @Test
    void blocksAreTheStream() throws IOException {
        for (int length : new int[] {0, 1, 99, 100, 101, 1000, 1234}) {
            byte[] bytes = new byte[length];
            new SplittableRandom(7).nextBytes(bytes);
            try (ReadAhead blocks = new ReadAhead(new ByteArrayInputStream(bytes), LIMITS)) {
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                Block block = blocks.first();
                read.write(block.bytes, block.begin, block.end - block.begin);
                while (!block.last) {
                    block = blocks.after(block);
                    read.write(block.bytes, block.begin, block.end - block.begin);
                }
                assertArrayEquals(bytes, read.toByteArray());
            }
        }
    }

    @Test
    void whatGoesWrongComesWithWhatWasReadBefore() throws IOException {
        IOException broken = new IOException("broken");
        try (ReadAhead blocks = new ReadAhead(breakingAfter(130, broken), LIMITS)) {
            Block block = blocks.first();
            assertEquals(100, block.end - block.begin);
            assertTrue(block.failure.isEmpty());
            block = blocks.after(block);
            assertEquals(30, block.end - block.begin);
            assertTrue(block.last);
            assertSame(broken, block.failure.orElseThrow());
        }
    }

    @Test
    @SuppressWarnings("InputStreamSlowMultibyteRead") // a test reads little
    void aBugInTheStreamIsNoEndOfIt() throws IOException {
        InputStream buggy = new InputStream() {
            private int read;

            @Override
            public int read() {
                if (read++ > 150) {
                    throw new IllegalStateException("bug");
                }
                return 'x';
            }
        };
        try (ReadAhead blocks = new ReadAhead(buggy, LIMITS)) {
            Block first = blocks.first();
            IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> blocks.after(first));
            assertEquals("java.lang.IllegalStateException: bug", String.valueOf(thrown.getCause()));
        }
    }

    @Test
    void whoeverIsInterruptedReadsNoFurther() throws IOException {
        try (ReadAhead blocks = new ReadAhead(new ByteArrayInputStream(new byte[1000]), LIMITS)) {
            Block first = blocks.first();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> blocks.after(first));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    @SuppressWarnings("InputStreamSlowMultibyteRead") // slow on purpose
    void whenItIsClosedTheThreadHasEnded() throws IOException {
        AtomicBoolean isReading = new AtomicBoolean();
        InputStream slow = new InputStream() {
            private int read;

            @Override
            public int read() {
                if (read++ == 100) {
                    isReading.set(true);
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    for (int i = 0; i < 1_000_000; i++) {
                        Thread.onSpinWait();
                    }
                    isReading.set(false);
                }
                return read < 300 ? 'x' : -1;
            }
        };
        try (ReadAhead blocks = new ReadAhead(slow, LIMITS)) {
            Block first = blocks.first();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> blocks.after(first));
            assertTrue(Thread.interrupted());
            while (!isReading.get()) {
                Thread.onSpinWait();
            }
        }
        assertFalse(isReading.get());
    }

    private static InputStream breakingAfter(int length, IOException failure) {
        return new InputStream() {
            private int read;

            @Override
            public int read() throws IOException {
                if (read++ == length) {
                    throw failure;
                }
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int from, int wanted) throws IOException {
                bytes[from] = (byte) read();
                return 1;
            }
        };
    }
}
