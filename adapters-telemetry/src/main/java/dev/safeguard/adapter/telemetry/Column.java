package dev.safeguard.adapter.telemetry;

import java.util.Arrays;

/** A list of whole numbers: four bytes each where neighbours are within two thousand million, else eight. */
final class Column {

    private static final int SHIFT = 12;
    private static final int CHUNK = 1 << SHIFT;
    private static final long[] NARROW = {};

    /** The first number of each chunk, and how far the others are from it. */
    private long[] bases = new long[16];

    private int[][] offsets = new int[16][];
    /** The numbers themselves where a chunk has some that are too far apart, else {@link #NARROW}. */
    private long[][] wide = new long[16][];

    private int size;

    int size() {
        return size;
    }

    void add(long value) {
        int chunk = size >>> SHIFT;
        int at = size & (CHUNK - 1);
        if (at == 0) {
            open(chunk, value);
        }
        size = Math.incrementExact(size);
        if (wide[chunk].length == 0) {
            long offset = value - bases[chunk];
            if (offset == (int) offset) {
                offsets[chunk][at] = (int) offset;
                return;
            }
            widen(chunk, at);
        }
        wide[chunk][at] = value;
    }

    long get(int index) {
        int chunk = index >>> SHIFT;
        int at = index & (CHUNK - 1);
        return wide[chunk].length == 0 ? bases[chunk] + offsets[chunk][at] : wide[chunk][at];
    }

    private void open(int chunk, long first) {
        if (chunk == bases.length) {
            bases = Arrays.copyOf(bases, 2 * chunk);
            offsets = Arrays.copyOf(offsets, 2 * chunk);
            wide = Arrays.copyOf(wide, 2 * chunk);
        }
        bases[chunk] = first;
        offsets[chunk] = new int[CHUNK];
        wide[chunk] = NARROW;
    }

    private void widen(int chunk, int filled) {
        long[] values = new long[CHUNK];
        for (int i = 0; i < filled; i++) {
            values[i] = bases[chunk] + offsets[chunk][i];
        }
        wide[chunk] = values;
        offsets[chunk] = new int[0];
    }
}
