package dev.safeguard.adapter.persistence;

import java.util.Arrays;

/**
 * Buckets of any SLOs in the order in which they came, of which a later one counts in place of an earlier one: what one
 * transaction stored, typically one bucket of every SLO. In columns, like {@link Buckets}.
 */
final class Tick {

    private long[] slos = new long[16];
    private long[] starts = new long[16];
    private long[] goods = new long[16];
    private long[] totals = new long[16];
    private int size;

    int size() {
        return size;
    }

    /** The number of an SLO in this state file. */
    long slo(int index) {
        return slos[index];
    }

    long start(int index) {
        return starts[index];
    }

    long good(int index) {
        return goods[index];
    }

    long total(int index) {
        return totals[index];
    }

    void clear() {
        size = 0;
    }

    void add(long slo, long start, long good, long total) {
        reserve(size + 1);
        slos[size] = slo;
        starts[size] = start;
        goods[size] = good;
        totals[size] = total;
        size++;
    }

    /** The blob of all of these; there is at least one. */
    byte[] write(long... about) {
        long[] bads = new long[size];
        for (int i = 0; i < size; i++) {
            bads[i] = totals[i] - goods[i];
        }
        return new BlobWriter(size)
                .steps(slos, 0)
                .steps(starts, 0)
                .column(totals, 0)
                .column(bads, 0)
                .seal(about);
    }

    /** Becomes what is stored in a blob. */
    void read(BlobReader blob) throws DamagedBlobException {
        size = blob.rows();
        reserve(size);
        blob.steps(slos, 0);
        blob.steps(starts, 0);
        blob.column(totals, 0);
        blob.column(goods, 0);
        blob.end();
        for (int i = 0; i < size; i++) {
            goods[i] = totals[i] - goods[i];
        }
    }

    private void reserve(int needed) {
        if (needed > slos.length) {
            int length = Math.max(needed, slos.length * 2);
            slos = Arrays.copyOf(slos, length);
            starts = Arrays.copyOf(starts, length);
            goods = Arrays.copyOf(goods, length);
            totals = Arrays.copyOf(totals, length);
        }
    }
}
