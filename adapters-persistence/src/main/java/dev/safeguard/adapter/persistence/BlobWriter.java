package dev.safeguard.adapter.persistence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Writes columns of whole numbers, all of the same length, into one blob that {@link BlobReader} reads.
 *
 * <p>A blob is, little-endian: the format (1 byte), a CRC-32 (4) of what the blob is about and of all that follows, the
 * number of rows (4), the columns, and 7 zeros, so that eight bytes can be read wherever a number begins. A column is
 * its smallest number (8), a unit (8) that divides what the others have above it, a width (1), and that many bits for
 * each number: how many units it has above the smallest. So a column of equal numbers takes no bits at all.
 */
final class BlobWriter {

    static final byte FORMAT = 1;
    static final int CHECKSUM_AT = 1;
    static final int ROWS_AT = 5;
    static final int HEAD = 9;
    static final int TAIL = 7;

    /** What eight bytes hold behind up to seven bits of the number before. */
    static final int WIDEST = 57;

    private static final int COLUMN_HEAD = 17;

    private final int rows;
    private byte[] bytes;
    private ByteBuffer blob;

    /** @param rows at least one */
    BlobWriter(int rows) {
        this.rows = rows;
        this.bytes = new byte[HEAD + 8 * COLUMN_HEAD + 3 * rows];
        this.blob = little(bytes);
        blob.put(FORMAT).putInt(0).putInt(rows);
    }

    /** Numbers that are alike, from this place of the array on. */
    BlobWriter column(long[] values, int from) {
        return column(values, from, rows);
    }

    /** Numbers whose differences are alike: the first one, and a column of the differences. */
    BlobWriter steps(long[] values, int from) {
        long[] steps = new long[rows - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = values[from + i + 1] - values[from + i];
        }
        reserve(8);
        blob.putLong(values[from]);
        return column(steps, 0, steps.length);
    }

    private BlobWriter column(long[] values, int from, int count) {
        long smallest = count == 0 ? 0 : values[from];
        long largest = smallest;
        for (int i = from; i < from + count; i++) {
            smallest = Math.min(smallest, values[i]);
            largest = Math.max(largest, values[i]);
        }
        long unit = 0;
        for (int i = from; i < from + count && unit != 1; i++) {
            unit = commonDivisor(unit, values[i] - smallest);
        }
        unit = Math.max(unit, 1);
        int width = Long.SIZE - Long.numberOfLeadingZeros(Math.subtractExact(largest, smallest) / unit);
        if (width > WIDEST) {
            throw new IllegalArgumentException("numbers from " + smallest + " to " + largest + " are too far apart");
        }
        reserve(COLUMN_HEAD + bytes(count, width) + Long.BYTES);
        blob.putLong(smallest).putLong(unit).put((byte) width);
        if (width > 0) {
            pack(values, from, count, smallest, unit, width);
        }
        return this;
    }

    private void pack(long[] values, int from, int count, long smallest, long unit, int width) {
        int end = blob.position() + bytes(count, width);
        long word = 0;
        int used = 0;
        for (int i = from; i < from + count; i++) {
            long above = values[i] - smallest;
            long units = unit == 1 ? above : above / unit;
            word |= units << used;
            used += width;
            if (used >= Long.SIZE) {
                blob.putLong(word);
                used -= Long.SIZE;
                word = used == 0 ? 0 : units >>> (width - used);
            }
        }
        blob.putLong(word);
        blob.position(end);
    }

    /** The blob, checked together with what it is about, so that it is not taken for another one either. */
    byte[] seal(long... about) {
        reserve(TAIL);
        int length = blob.position() + TAIL;
        byte[] sealed = Arrays.copyOf(bytes, length);
        Arrays.fill(sealed, length - TAIL, length, (byte) 0);
        little(sealed).putInt(CHECKSUM_AT, checksum(sealed, about));
        return sealed;
    }

    static int checksum(byte[] blob, long... about) {
        CRC32 crc = new CRC32();
        crc.update(bytes(about));
        crc.update(blob, ROWS_AT, blob.length - ROWS_AT);
        return (int) crc.getValue();
    }

    /** The same for numbers that stand in columns of a table. */
    static int checksum(long... numbers) {
        CRC32 crc = new CRC32();
        crc.update(bytes(numbers));
        return (int) crc.getValue();
    }

    static int bytes(int count, int width) {
        return Math.toIntExact(((long) count * width + 7) / 8);
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(long... numbers) {
        byte[] bytes = new byte[numbers.length * Long.BYTES];
        ByteBuffer buffer = little(bytes);
        for (long number : numbers) {
            buffer.putLong(number);
        }
        return bytes;
    }

    private static long commonDivisor(long one, long other) {
        long a = one;
        long b = other;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    private void reserve(int more) {
        if (blob.remaining() < more) {
            int position = blob.position();
            bytes = Arrays.copyOf(bytes, Math.max(position + more, 2 * bytes.length));
            blob = little(bytes);
            blob.position(position);
        }
    }
}
