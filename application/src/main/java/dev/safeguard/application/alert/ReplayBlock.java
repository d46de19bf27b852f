package dev.safeguard.application.alert;

import dev.safeguard.domain.slo.RollingWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stretch of time of some SLOs as a table: a row for each bucket, a column for each SLO. The buckets of an SLO are
 * copied into it in one go and handed out row by row: memory is read in a row that way, and not at as many places at once
 * as there are SLOs. It is filled again and again.
 */
final class ReplayBlock {

    private static final int ROWS = 64;

    private final int columns;
    private final long resolution;
    private final int[] bad;
    private final int[] total;
    private final boolean[] any = new boolean[ROWS];
    private final List<Wide> wide = new ArrayList<>();
    private long begin;

    /** Who is handed the rows. */
    interface Rows {

        /** The buckets that start here, of all SLOs, as {@link RollingWindows#putAll} takes them. */
        void putAll(long start, int[] bad, int[] total, int from);

        /** A bucket of that row whose counts do not fit into 31 bits. */
        void put(int slo, long start, long good, long total);
    }

    /**
     * A table of nothing.
     *
     * @param resolution the length of each bucket, in seconds
     */
    ReplayBlock(int columns, long resolution) {
        this.columns = columns;
        this.resolution = resolution;
        this.bad = new int[columns * ROWS];
        this.total = new int[columns * ROWS];
    }

    /** Holds nothing any more, and begins here from now on. */
    void begin(long start) {
        begin = start;
        Arrays.fill(bad, 0);
        Arrays.fill(total, RollingWindows.UNKNOWN);
        Arrays.fill(any, false);
        wide.clear();
    }

    /** How many buckets there is room for from this one on; none before the beginning. */
    int roomFrom(long start) {
        return start >= begin + ROWS * resolution ? 0 : ROWS - row(start);
    }

    /** Takes so many buckets of an SLO, the first of which starts here; there must be room for them. */
    void put(int column, long start, int count, int[] newBad, int[] newTotal, int from) {
        int row = row(start);
        Arrays.fill(any, row, row + count, true);
        int at = row * columns + column;
        for (int i = from; i < from + count; i++) {
            bad[at] = newBad[i];
            total[at] = newTotal[i];
            at += columns;
        }
    }

    /** Puts a bucket in its place whose counts do not fit into 31 bits. */
    void putWide(int column, long start, long good, long allEvents) {
        int at = row(start) * columns + column;
        bad[at] = 0;
        total[at] = RollingWindows.UNKNOWN;
        wide.add(new Wide(column, start, good, allEvents));
    }

    /** Hands out every row that holds anything. */
    void handOut(Rows rows) {
        for (int row = 0; row < ROWS; row++) {
            if (any[row]) {
                long start = begin + row * resolution;
                rows.putAll(start, bad, total, row * columns);
                wide.stream()
                        .filter(one -> one.start == start)
                        .forEach(one -> rows.put(one.column, start, one.good, one.total));
            }
        }
    }

    private int row(long start) {
        return (int) ((start - begin) / resolution);
    }

    private record Wide(int column, long start, long good, long total) {}
}
