package dev.safeguard.adapter.persistence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads what {@link BlobWriter} wrote, column by column in the order of writing, and nothing else. */
final class BlobReader {

    /** Reads a number out of bytes, several times faster than a buffer does. */
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final ByteBuffer blob;
    private final int rows;

    BlobReader(byte[] bytes, long... about) throws DamagedBlobException {
        if (bytes.length < BlobWriter.HEAD + BlobWriter.TAIL) {
            throw new DamagedBlobException("it ends too early");
        }
        if (bytes[0] != BlobWriter.FORMAT) {
            throw new DamagedBlobException("its format is " + bytes[0] + ", not " + BlobWriter.FORMAT);
        }
        this.bytes = bytes;
        this.blob = BlobWriter.little(bytes);
        if (blob.getInt(BlobWriter.CHECKSUM_AT) != BlobWriter.checksum(bytes, about)) {
            throw new DamagedBlobException("its checksum is another");
        }
        this.rows = blob.getInt(BlobWriter.ROWS_AT);
        if (rows < 1) {
            throw new DamagedBlobException("it has " + rows + " rows");
        }
        blob.position(BlobWriter.HEAD);
    }

    int rows() {
        return rows;
    }

    /** Puts the next column into the array, from this place on. */
    void column(long[] values, int from) throws DamagedBlobException {
        column(values, from, rows);
    }

    /** The same for a column that was written as steps. */
    void steps(long[] values, int from) throws DamagedBlobException {
        needs(Long.BYTES);
        values[from] = blob.getLong();
        column(values, from + 1, rows - 1);
        for (int i = from + 1; i < from + rows; i++) {
            values[i] += values[i - 1];
        }
    }

    /** Sees to it that nothing is left. */
    void end() throws DamagedBlobException {
        if (blob.remaining() != BlobWriter.TAIL) {
            throw new DamagedBlobException("its length is another");
        }
    }

    private void column(long[] values, int from, int count) throws DamagedBlobException {
        needs(2 * Long.BYTES + 1);
        long smallest = blob.getLong();
        long unit = blob.getLong();
        int width = blob.get();
        if (width < 0 || width > BlobWriter.WIDEST) {
            throw new DamagedBlobException("a column is " + width + " bits wide");
        }
        int length = BlobWriter.bytes(count, width);
        needs(length);
        if (width == 0) {
            Arrays.fill(values, from, from + count, smallest);
        } else {
            unpack(8L * blob.position(), width, values, from, from + count, smallest, unit);
        }
        blob.position(blob.position() + length);
    }

    private void unpack(long firstBit, int width, long[] values, int from, int end, long smallest, long unit) {
        long mask = (1L << width) - 1;
        long bit = firstBit;
        for (int i = from; i < end; i++) {
            long units = (long) EIGHT_BYTES.get(bytes, (int) (bit >>> 3)) >>> (bit & 7) & mask;
            values[i] = smallest + units * unit;
            bit += width;
        }
    }

    private void needs(int bytes) throws DamagedBlobException {
        if (blob.remaining() - BlobWriter.TAIL < bytes) {
            throw new DamagedBlobException("it ends too early");
        }
    }
}
