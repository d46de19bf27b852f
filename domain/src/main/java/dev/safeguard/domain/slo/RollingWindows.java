package dev.safeguard.domain.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The running sums of the windows of any number of SLOs, all ending at the same bucket boundary. A bucket costs the same
 * whatever the length of the windows: what enters is added and what leaves is subtracted, on integers.
 *
 * <p>Buckets are put in and then closed together, one boundary after the other; those closed already may still be
 * corrected while the longest window holds them. The counts of one bucket lie side by side for all SLOs, in eight bytes
 * each where they fit, so that moving on by a bucket reads memory in a row. Not thread-safe.
 */
public final class RollingWindows {

    /** Stands where a total does for a bucket of which nothing is known. */
    public static final long UNKNOWN = -1;

    private static final int ABSENT = (int) UNKNOWN;
    private static final int NOTHING = 0;

    /** Of the room in a row, so much is kept for SLOs to come: rows are nearly all of the memory. */
    private static final int SLACK = 16;

    private final long resolutionSeconds;
    private final List<Window> windows;
    private final int[] lengths;

    /** One row a bucket, in a ring one longer than the longest window; null where a bucket is known of no SLO. */
    private final @Nullable Row[] rows;

    private final long[][] bad;
    private final long[][] total;
    private final int[][] present;

    /** How many SLOs there are; one cell, so that the field stays final. */
    private final int[] slos = {0};

    /** The index of the newest closed bucket, in resolutions since the epoch; one cell likewise. */
    private final long[] newest = {0};

    /** The start of the bucket after it, which is being filled, and its row where there is one. */
    private final long[] openStart = {0};

    private final @Nullable Row[] open = {null};

    /** So many events in each bucket of the longest window can still be summed. */
    private final long mostInABucket;

    /** Windows of no SLO yet, which end at {@code boundary}, rounded down to a bucket boundary. */
    public RollingWindows(Duration resolution, Collection<Window> windows, Instant boundary) {
        this.resolutionSeconds = resolution.toSeconds();
        this.windows = List.copyOf(new TreeSet<>(windows));
        if (this.windows.isEmpty()) {
            throw new IllegalArgumentException("rolling windows need at least one window");
        }
        this.lengths = this.windows.stream().mapToInt(w -> w.buckets(resolution)).toArray();
        this.rows = new Row[lengths[lengths.length - 1] + 1];
        this.bad = new long[lengths.length][1];
        this.total = new long[lengths.length][1];
        this.present = new int[lengths.length][1];
        this.mostInABucket = Long.MAX_VALUE / rows.length;
        moveTo(Math.floorDiv(boundary.getEpochSecond(), resolutionSeconds) - 1);
    }

    /** Takes one more SLO in, of which no bucket is known yet, and says its number; the first one is 0. */
    public int add() {
        if (slos[0] == bad[0].length) {
            for (int w = 0; w < lengths.length; w++) {
                bad[w] = Arrays.copyOf(bad[w], 2 * slos[0]);
                total[w] = Arrays.copyOf(total[w], 2 * slos[0]);
                present[w] = Arrays.copyOf(present[w], 2 * slos[0]);
            }
        }
        return slos[0]++;
    }

    /** How many SLOs there are. */
    public int size() {
        return slos[0];
    }

    /** The boundary at which the windows end. */
    public Instant boundary() {
        return Instant.ofEpochSecond(boundarySeconds());
    }

    /** The same in seconds since the epoch. */
    public long boundarySeconds() {
        return Math.multiplyExact(newest[0] + 1, resolutionSeconds);
    }

    /**
     * Takes the counts of one bucket: the one after the boundary, which counts once it is closed, or one before it,
     * which corrects the sums. Of the same bucket, the last counts stay.
     *
     * @param start seconds since the epoch within the bucket
     * @param goodEvents not negative, and not above {@code totalEvents}
     * @return whether a window holds the bucket, now or once it is closed; an older one changes nothing
     * @throws ArithmeticException when a window full of such buckets could not be summed
     */
    public boolean put(int slo, long start, long goodEvents, long totalEvents) {
        Row filling = open[0];
        if (start != openStart[0] || totalEvents > Integer.MAX_VALUE || filling == null || !filling.isPlain(slo + 1)) {
            return putSlowly(slo, start, goodEvents, totalEvents);
        }
        filling.total[slo] = (int) totalEvents;
        filling.bad[slo] = (int) (totalEvents - goodEvents);
        return true;
    }

    /** Takes what is not simply a usual count of the bucket that is being filled. */
    private boolean putSlowly(int slo, long start, long goodEvents, long totalEvents) {
        if (totalEvents > mostInABucket) {
            throw new ArithmeticException("a window of " + (rows.length - 1) + " buckets of " + totalEvents
                    + " events each holds more than can be counted");
        }
        long index = Math.floorDiv(start, resolutionSeconds);
        if (index > newest[0] + 1) {
            throw new IllegalArgumentException("the bucket at " + Instant.ofEpochSecond(start)
                    + " comes after one that is not closed yet, the one at " + boundary());
        }
        if (newest[0] - index >= rows.length - 1L) {
            return false;
        }
        Row row = rowFor(slot(index));
        if (index <= newest[0]) {
            correct(slo, row, newest[0] - index, totalEvents - goodEvents, totalEvents);
        }
        row.set(slo, totalEvents - goodEvents, totalEvents);
        open[0] = rows[slot(newest[0] + 1)];
        return true;
    }

    /**
     * Takes the counts of the bucket after the boundary of all SLOs at once, in place of what was put into it before: for
     * each of them the same as {@link #put}, and several times faster.
     *
     * @param good by SLO, of which the first stands at {@code from}
     * @param total likewise; {@link #UNKNOWN} in both where nothing is known of the bucket
     * @return a number that no total exceeds
     */
    public long putAll(long[] good, long[] total, int from) {
        int n = slos[0];
        Row row = rowFor(slot(newest[0] + 1));
        open[0] = row;
        row.narrow();
        long bits = row.fill(good, total, from, n);
        if (bits >>> (Integer.SIZE - 1) == 0) {
            return bits;
        }
        row.clear();
        for (int i = 0; i < n; i++) {
            if (total[from + i] != UNKNOWN) {
                putSlowly(i, openStart[0], good[from + i], total[from + i]);
            }
        }
        return bits;
    }

    private void correct(int slo, Row row, long age, long newBad, long newTotal) {
        boolean had = row.has(slo);
        long changeOfBad = newBad - row.bad(slo);
        long changeOfTotal = newTotal - row.total(slo);
        for (int w = 0; w < lengths.length; w++) {
            if (age < lengths[w]) {
                bad[w][slo] += changeOfBad;
                total[w][slo] += changeOfTotal;
                present[w][slo] += had ? 0 : 1;
            }
        }
    }

    /** Closes the bucket after the boundary, with what was put into it, and so moves the boundary on by one. */
    public void close() {
        long closing = newest[0] + 1;
        Row entering = rows[slot(closing)];
        for (int w = 0; w < lengths.length; w++) {
            Row leaving = rows[slot(closing - lengths[w])];
            if (entering != null && leaving != null && entering.isPlain(slos[0]) && leaving.isPlain(slos[0])) {
                entering.replace(leaving, bad[w], total[w], present[w], slos[0]);
                continue;
            }
            if (entering != null) {
                entering.addTo(bad[w], total[w], present[w], slos[0]);
            }
            if (leaving != null) {
                leaving.subtractFrom(bad[w], total[w], present[w], slos[0]);
            }
        }
        moveTo(closing);
        Row next = open[0];
        if (next != null) {
            next.clear();
        }
    }

    /**
     * Closes buckets until the boundary is this one, rounded down; what nobody put in stays a gap. Never moves it back,
     * and takes no longer than the longest window, however far it goes.
     */
    public void closeUntil(Instant boundary) {
        long target = Math.floorDiv(boundary.getEpochSecond(), resolutionSeconds) - 1;
        for (int step = 0; step < rows.length && newest[0] < target; step++) {
            close();
        }
        if (target > newest[0]) {
            moveTo(target);
        }
    }

    private void moveTo(long index) {
        newest[0] = index;
        openStart[0] = Math.multiplyExact(index + 1, resolutionSeconds);
        open[0] = rows[slot(index + 1)];
    }

    /** Where the window stands among all windows, for asking its sums; it must be one of those asked for. */
    public int indexOf(Window window) {
        int w = windows.indexOf(window);
        if (w < 0) {
            throw new IllegalArgumentException("window " + window + " is not kept; kept are " + windows);
        }
        return w;
    }

    /** Where the longest window stands. */
    public int longest() {
        return lengths.length - 1;
    }

    /** How many buckets the longest window holds. */
    public int longestBuckets() {
        return lengths[lengths.length - 1];
    }

    /** The bad events in a window of an SLO. */
    public long bad(int window, int slo) {
        return bad[window][slo];
    }

    /** All events in a window of an SLO. */
    public long total(int window, int slo) {
        return total[window][slo];
    }

    /** How many buckets of a window of an SLO are there. */
    public int present(int window, int slo) {
        return present[window][slo];
    }

    /** Adds the newest closed bucket of every SLO to these, which are at least as long as there are SLOs. */
    void addNewest(long[] toBad, long[] toTotal, int[] toPresent) {
        Row row = rows[slot(newest[0])];
        if (row != null) {
            row.addTo(toBad, toTotal, toPresent, slos[0]);
        }
    }

    /**
     * Sets a bit for every SLO of whose events in a window more than {@code numerators / denominators} are bad. Sums times
     * these must fit into 63 bits, which is the caller's to know.
     *
     * @param marks by SLO; other bits stay
     */
    public void markExceeding(int window, long[] numerators, long[] denominators, int bit, int[] marks) {
        long[] badEvents = bad[window];
        long[] events = total[window];
        int n = slos[0];
        for (int i = 0; i < n; i++) {
            marks[i] |= badEvents[i] * denominators[i] > events[i] * numerators[i] ? bit : 0;
        }
    }

    /** The windows of one SLO; what they show changes with every bucket closed. */
    public Measurements of(int slo) {
        return window -> {
            int w = indexOf(window);
            return Measurement.of(
                    new EventCounts(total[w][slo] - bad[w][slo], total[w][slo]),
                    new Coverage(present[w][slo], lengths[w]));
        };
    }

    private int slot(long index) {
        return (int) Math.floorMod(index, (long) rows.length);
    }

    private Row rowFor(int slot) {
        Row row = rows[slot];
        if (row == null || row.capacity() < slos[0]) {
            row = Row.of(slos[0] + slos[0] / SLACK, row);
            rows[slot] = row;
        }
        return row;
    }

    /** The counts of one bucket of all SLOs; of those beyond its capacity it knows nothing. */
    private static final class Row {

        private final int[] total;
        private final int[] bad;

        /** Totals and bad where they do not all fit into 31 bits; empty as long as they do. */
        private final long[][] wide = {{}, {}};

        private Row(int capacity) {
            this.total = new int[capacity];
            this.bad = new int[capacity];
            Arrays.fill(total, ABSENT);
        }

        static Row of(int capacity, @Nullable Row smaller) {
            Row row = new Row(capacity);
            if (smaller != null) {
                for (int i = 0; i < smaller.capacity(); i++) {
                    if (smaller.has(i)) {
                        row.set(i, smaller.bad(i), smaller.total(i));
                    }
                }
            }
            return row;
        }

        int capacity() {
            return total.length;
        }

        boolean has(int slo) {
            return slo < total.length && total[slo] != ABSENT;
        }

        long bad(int slo) {
            return !has(slo) ? NOTHING : isWide() ? wide[1][slo] : bad[slo];
        }

        long total(int slo) {
            return !has(slo) ? NOTHING : isWide() ? wide[0][slo] : total[slo];
        }

        void set(int slo, long newBad, long newTotal) {
            if (newTotal > Integer.MAX_VALUE && !isWide()) {
                widen();
            }
            if (isWide()) {
                wide[0][slo] = newTotal;
                wide[1][slo] = newBad;
            }
            total[slo] = (int) newTotal & Integer.MAX_VALUE;
            bad[slo] = (int) newBad & Integer.MAX_VALUE;
        }

        /** Takes the counts of so many SLOs, which are right if all the bits that occur in totals + 1 are below the 31st. */
        long fill(long[] newGood, long[] newTotal, int from, int slos) {
            long bits = 0;
            for (int i = 0; i < slos; i++) {
                total[i] = (int) newTotal[from + i];
                bits |= newTotal[from + i] - UNKNOWN;
            }
            for (int i = 0; i < slos; i++) {
                bad[i] = (int) (newTotal[from + i] - newGood[from + i]);
            }
            return bits;
        }

        void clear() {
            Arrays.fill(total, ABSENT);
            Arrays.fill(bad, NOTHING);
            narrow();
        }

        /** Holds nothing that is wide any more. */
        void narrow() {
            if (isWide()) {
                wide[0] = new long[] {};
                wide[1] = new long[] {};
            }
        }

        /** Whether all counts of so many SLOs are here, and narrow. */
        boolean isPlain(int slos) {
            return total.length >= slos && !isWide();
        }

        /** Adds this row and subtracts the other, both plain: nearly all that is ever summed is summed here. */
        void replace(Row other, long[] sumBad, long[] sumTotal, int[] sumPresent, int slos) {
            int[] otherTotal = other.total;
            int[] otherBad = other.bad;
            for (int i = 0; i < slos; i++) {
                sumBad[i] += bad[i] - otherBad[i];
            }
            for (int i = 0; i < slos; i++) {
                sumTotal[i] += Math.max(total[i], NOTHING) - Math.max(otherTotal[i], NOTHING);
                sumPresent[i] += (total[i] >> 31) - (otherTotal[i] >> 31);
            }
        }

        void addTo(long[] sumBad, long[] sumTotal, int[] sumPresent, int slos) {
            int n = Math.min(slos, total.length);
            if (isWide()) {
                for (int i = 0; i < n; i++) {
                    sumBad[i] += bad(i);
                    sumTotal[i] += total(i);
                    sumPresent[i] += has(i) ? 1 : 0;
                }
                return;
            }
            for (int i = 0; i < n; i++) {
                sumBad[i] += bad[i];
            }
            for (int i = 0; i < n; i++) {
                sumTotal[i] += Math.max(total[i], NOTHING);
            }
            for (int i = 0; i < n; i++) {
                sumPresent[i] += 1 + (total[i] >> 31);
            }
        }

        void subtractFrom(long[] sumBad, long[] sumTotal, int[] sumPresent, int slos) {
            int n = Math.min(slos, total.length);
            if (isWide()) {
                for (int i = 0; i < n; i++) {
                    sumBad[i] -= bad(i);
                    sumTotal[i] -= total(i);
                    sumPresent[i] -= has(i) ? 1 : 0;
                }
                return;
            }
            for (int i = 0; i < n; i++) {
                sumBad[i] -= bad[i];
            }
            for (int i = 0; i < n; i++) {
                sumTotal[i] -= Math.max(total[i], NOTHING);
            }
            for (int i = 0; i < n; i++) {
                sumPresent[i] -= 1 + (total[i] >> 31);
            }
        }

        private boolean isWide() {
            return wide[0].length > 0;
        }

        private void widen() {
            wide[0] = new long[total.length];
            wide[1] = new long[total.length];
            for (int i = 0; i < total.length; i++) {
                wide[0][i] = total[i];
                wide[1][i] = bad[i];
            }
        }
    }
}
