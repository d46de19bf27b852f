package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertRule;
import java.util.Arrays;

/**
 * The buckets of one SLO in the order of time, in eight bytes each: they lie in runs without a gap, so only the start of
 * a run is kept, and the few counts that do not fit into 31 bits lie aside.
 */
final class ReplaySeries {

    /** When a bucket starts that there is none of. */
    static final long NO_MORE = Long.MAX_VALUE;

    private final long resolution;
    private AlertRule rule;

    /** By bucket; a total below zero is the place, from -1 down, at which the true counts lie aside. */
    private int[] bad = new int[1024];

    private int[] total = new int[1024];
    private int size;

    /** By run: the start of its first bucket, and where that one lies. */
    private long[] runStarts = new long[16];

    private int[] runs = new int[16];
    private int runCount;

    /** Bad events and all events, in turns, of the buckets whose counts do not fit. */
    private long[] aside = {};

    private int asideCount;

    /** How many buckets have been told, and in which run the next one is. */
    private int told;

    private int run;

    /**
     * A series of no buckets.
     *
     * @param resolution the length of each of them, in seconds
     */
    ReplaySeries(AlertRule rule, long resolution) {
        this.rule = rule;
        this.resolution = resolution;
    }

    /** Holds nothing any more, and is of another SLO from now on. */
    void begin(AlertRule newRule) {
        rule = newRule;
        size = 0;
        runCount = 0;
        asideCount = 0;
        told = 0;
        run = 0;
    }

    AlertRule rule() {
        return rule;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Takes a bucket that does not start before the last one; of the same bucket, the last counts stay. */
    void add(long start, long goodEvents, long totalEvents) {
        if (size > 0 && start == newestStart()) {
            size--;
            runCount -= runs[runCount - 1] == size ? 1 : 0;
        }
        if (size == 0 || runCount == 0 || start != newestStart() + resolution) {
            beginRun(start);
        }
        reserve(1);
        set(size, goodEvents, totalEvents);
        size++;
    }

    /** Takes as many buckets. */
    void add(int count, long[] starts, long[] newGood, long[] newTotal) {
        for (int from = 0; from < count; ) {
            // The first one of a run may be told again or come after a gap; the others come one after the other.
            add(starts[from], newGood[from], newTotal[from]);
            int end = endOfRun(starts, from, count);
            addRun(newGood, newTotal, from + 1, end);
            from = end;
        }
    }

    private void addRun(long[] newGood, long[] newTotal, int from, int end) {
        reserve(end - from);
        if (fill(newGood, newTotal, from, end - from) > Integer.MAX_VALUE) {
            for (int i = from; i < end; i++) {
                set(size + i - from, newGood[i], newTotal[i]);
            }
        }
        size += end - from;
    }

    private int endOfRun(long[] starts, int from, int count) {
        int end = from + 1;
        while (end < count && starts[end] - starts[end - 1] == resolution) {
            end++;
        }
        return end;
    }

    /** When the next bucket to be told starts; the end of time when there is none. */
    long nextStart() {
        return told < size ? runStarts[run] + (told - runs[run]) * resolution : NO_MORE;
    }

    /** The start of the last bucket; there must be one. */
    long newestStart() {
        return runStarts[runCount - 1] + (size - 1L - runs[runCount - 1]) * resolution;
    }

    /** Puts all buckets into a column of the block that have not been told and that there is room for. */
    void tell(ReplayBlock block, int column) {
        while (told < size && block.roomFrom(nextStart()) > 0) {
            int runEnd = run + 1 < runCount ? runs[run + 1] : size;
            int count = Math.min(runEnd - told, block.roomFrom(nextStart()));
            block.put(column, nextStart(), count, bad, total, told);
            if (asideCount > 0) {
                tellWide(block, column, count);
            }
            told += count;
            run += told == runEnd ? 1 : 0;
        }
    }

    private void tellWide(ReplayBlock block, int column, int count) {
        for (int i = 0; i < count; i++) {
            int place = -1 - total[told + i];
            if (place >= 0) {
                long allEvents = aside[2 * place + 1];
                block.putWide(column, nextStart() + i * resolution, allEvents - aside[2 * place], allEvents);
            }
        }
    }

    private void set(int at, long goodEvents, long totalEvents) {
        if (totalEvents > Integer.MAX_VALUE) {
            if (aside.length < 2 * (asideCount + 1)) {
                aside = Arrays.copyOf(aside, 4 * (asideCount + 1));
            }
            aside[2 * asideCount] = totalEvents - goodEvents;
            aside[2 * asideCount + 1] = totalEvents;
            bad[at] = -1 - asideCount;
            total[at] = -1 - asideCount;
            asideCount++;
        } else {
            bad[at] = (int) (totalEvents - goodEvents);
            total[at] = (int) totalEvents;
        }
    }

    private void beginRun(long start) {
        if (runCount == runs.length) {
            runs = Arrays.copyOf(runs, 2 * runCount);
            runStarts = Arrays.copyOf(runStarts, 2 * runCount);
        }
        runs[runCount] = size;
        runStarts[runCount++] = start;
    }

    private void reserve(int more) {
        if (size + more > total.length) {
            int room = Math.max(size + more, size + size / 2);
            bad = Arrays.copyOf(bad, room);
            total = Arrays.copyOf(total, room);
        }
    }

    /** Says a number that no total exceeds; if it is above {@link Integer#MAX_VALUE}, what was filled in is of no use. */
    private long fill(long[] newGood, long[] newTotal, int from, int count) {
        for (int i = 0; i < count; i++) {
            total[size + i] = (int) newTotal[from + i];
        }
        for (int i = 0; i < count; i++) {
            bad[size + i] = (int) (newTotal[from + i] - newGood[from + i]);
        }
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= newTotal[from + i];
        }
        return bits;
    }
}
