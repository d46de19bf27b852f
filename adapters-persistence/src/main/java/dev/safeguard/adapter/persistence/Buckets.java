package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.SampleFeed;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Buckets of one SLO in columns, oldest first and no two of the same start: plain numbers, for a month of minutes is
 * 43,200 of them and a thousand SLOs have a thousand such months.
 */
final class Buckets {

    private long[] starts = new long[16];
    private long[] goods = new long[16];
    private long[] totals = new long[16];
    private int size;
    private boolean inOrder = true;

    int size() {
        return size;
    }

    /** Seconds since 1970. */
    long start(int index) {
        return starts[index];
    }

    long good(int index) {
        return goods[index];
    }

    long total(int index) {
        return totals[index];
    }

    void handOut(int slo, SampleFeed.Sink out) {
        out.samples(slo, size, starts, goods, totals);
    }

    void clear() {
        size = 0;
        inOrder = true;
    }

    /** Appends one, whose place {@link #settle} finds when it does not belong at the end. */
    void add(long start, long good, long total) {
        reserve(1);
        inOrder &= size == 0 || starts[size - 1] < start;
        starts[size] = start;
        goods[size] = good;
        totals[size] = total;
        size++;
    }

    /** Puts those that were added into order; of several of the same start the last one added stays. */
    void settle() {
        if (inOrder) {
            return;
        }
        Buckets added = new Buckets();
        added.append(this, 0, size);
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong(i -> added.starts[i]));
        size = 0;
        for (int place : order) {
            if (size > 0 && starts[size - 1] == added.starts[place]) {
                size--;
            }
            append(added, place, place + 1);
        }
        inOrder = true;
    }

    /** How many of these start before this second. */
    int before(long second) {
        int index = Arrays.binarySearch(starts, 0, size, second);
        return index < 0 ? -index - 1 : index;
    }

    /** Forgets all but those from this place on that start within {@code [first, end)}. */
    void keep(int from, long first, long end) {
        int lowest = Math.max(from, before(first));
        size = Math.max(lowest, before(end));
        if (lowest > from) {
            move(lowest, from);
        }
    }

    /** Appends what is stored in a day's blob. */
    void read(BlobReader blob) throws DamagedBlobException {
        int rows = blob.rows();
        reserve(rows);
        blob.steps(starts, size);
        blob.column(totals, size);
        blob.column(goods, size);
        blob.end();
        for (int i = size; i < size + rows; i++) {
            goods[i] = totals[i] - goods[i];
        }
        size += rows;
    }

    /** The blob of those from one place to another; there is at least one. Bad events pack better than good ones. */
    byte[] write(int from, int until, long... about) {
        long[] bads = new long[until - from];
        for (int i = from; i < until; i++) {
            bads[i - from] = totals[i] - goods[i];
        }
        return new BlobWriter(until - from)
                .steps(starts, from)
                .column(totals, from)
                .column(bads, 0)
                .seal(about);
    }

    /** Appends these of another. */
    void append(Buckets other, int from, int until) {
        int count = until - from;
        reserve(count);
        System.arraycopy(other.starts, from, starts, size, count);
        System.arraycopy(other.goods, from, goods, size, count);
        System.arraycopy(other.totals, from, totals, size, count);
        size += count;
    }

    /** Appends older and newer knowledge of the same span as one; of two of the same start the newer counts. */
    void merge(Buckets older, Buckets newer, int from, int until) {
        reserve(older.size + until - from);
        int i = 0;
        int j = from;
        while (i < older.size && j < until) {
            int same = older.before(newer.starts[j]);
            append(older, i, Math.max(i, same));
            i = same < older.size && older.starts[same] == newer.starts[j] ? same + 1 : same;
            append(newer, j, j + 1);
            j++;
        }
        append(older, i, older.size);
        append(newer, j, until);
    }

    private void move(int from, int to) {
        System.arraycopy(starts, from, starts, to, size - from);
        System.arraycopy(goods, from, goods, to, size - from);
        System.arraycopy(totals, from, totals, to, size - from);
        size -= from - to;
    }

    private void reserve(int more) {
        int needed = size + more;
        if (needed > starts.length) {
            int length = Math.max(needed, starts.length * 2);
            starts = Arrays.copyOf(starts, length);
            goods = Arrays.copyOf(goods, length);
            totals = Arrays.copyOf(totals, length);
        }
    }
}
