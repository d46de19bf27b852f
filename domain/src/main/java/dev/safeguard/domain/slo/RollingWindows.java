package dev.safeguard.domain.slo;

import java.time.Duration;
import java.time.Instant;
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
    public static final int UNKNOWN = -1;

    /** Of the room in a row, so much is kept for SLOs to come: rows are nearly all of the memory. */
    private static final int SLACK = 16;

    private final long resolutionSeconds;
    private final List<Window> windows;

    /** What each window holds, the longest one last. */
    private final WindowSums[] sums;

    /** One row a bucket, in a ring one longer than the longest window; null where a bucket is known of no SLO. */
    private final @Nullable BucketRow[] rows;

    /** Stands where there is no row; never written to, and one cell, so that the field stays final. */
    private final BucketRow[] nothing = {new BucketRow(1)};

    /** How many SLOs there are; one cell, so that the field stays final. */
    private final int[] slos = {0};

    /** The index of the newest closed bucket, in resolutions since the epoch; one cell likewise. */
    private final long[] newest = {0};

    /** The start of the bucket after it, which is being filled, and its row where there is one. */
    private final long[] openStart = {0};

    private final @Nullable BucketRow[] open = {null};

    /** So many events in each bucket of the longest window can still be summed. */
    private final long mostInABucket;

    /** No bucket so far had more than so many events; one less than a power of two, so that it rarely changes. */
    private final long[] bound = {0};

    /** Windows of no SLO yet, which end at {@code boundary}, rounded down to a bucket boundary. */
    public RollingWindows(Duration resolution, Collection<Window> windows, Instant boundary) {
        this.resolutionSeconds = resolution.toSeconds();
        this.windows = List.copyOf(new TreeSet<>(windows));
        if (this.windows.isEmpty()) {
            throw new IllegalArgumentException("rolling windows need at least one window");
        }
        this.sums =
                this.windows.stream().map(w -> new WindowSums(w.buckets(resolution))).toArray(WindowSums[]::new);
        this.rows = new BucketRow[longestBuckets() + 1];
        this.mostInABucket = Long.MAX_VALUE / rows.length;
        moveTo(Math.floorDiv(boundary.getEpochSecond(), resolutionSeconds) - 1);
    }

    /** Takes one more SLO in, of which no bucket is known yet, and says its number; the first one is 0. */
    public int add() {
        for (WindowSums window : sums) {
            window.grow(slos[0] + 1);
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
        BucketRow filling = open[0];
        if (start != openStart[0] || totalEvents > bound[0] || filling == null || slo >= filling.capacity()) {
            return putSlowly(slo, start, goodEvents, totalEvents);
        }
        filling.set(slo, totalEvents - goodEvents, totalEvents);
        return true;
    }

    /** Takes what is not simply a usual count of the bucket that is being filled. */
    private boolean putSlowly(int slo, long start, long goodEvents, long totalEvents) {
        long index = Math.floorDiv(start, resolutionSeconds);
        if (index > newest[0] + 1) {
            throw new IllegalArgumentException("the bucket at " + Instant.ofEpochSecond(start)
                    + " comes after one that is not closed yet, the one at " + boundary());
        }
        expect(totalEvents);
        if (newest[0] - index >= rows.length - 1L) {
            return false;
        }
        BucketRow row = rowFor(slot(index));
        if (index <= newest[0]) {
            correct(slo, row, newest[0] - index, totalEvents - goodEvents, totalEvents);
        }
        row.set(slo, totalEvents - goodEvents, totalEvents);
        open[0] = rows[slot(newest[0] + 1)];
        return true;
    }

    /** Prepares for buckets of so many events. */
    private void expect(long events) {
        if (events > mostInABucket) {
            throw new ArithmeticException("a window of " + longestBuckets() + " buckets of " + events
                    + " events each holds more than can be counted");
        }
        if (events > bound[0]) {
            bound[0] = Math.min((Long.highestOneBit(events) << 1) - 1, mostInABucket);
            for (WindowSums window : sums) {
                window.expect(bound[0]);
            }
        }
    }

    /**
     * Takes the counts of the bucket after the boundary of all SLOs at once, in place of what was put into it before: for
     * each of them the same as {@link #put}, and several times faster. A bucket whose counts are no {@code int}s can be put
     * in afterwards.
     *
     * @param bad bad events by SLO, of which the first stands at {@code from}; 0 where nothing is known of the bucket
     * @param total all events, likewise; {@link #UNKNOWN} where nothing is known
     * @throws ArithmeticException when a window full of such buckets could not be summed
     */
    public void putAll(int[] bad, int[] total, int from) {
        BucketRow row = rowFor(slot(newest[0] + 1));
        open[0] = row;
        expect(row.fill(bad, total, from, slos[0]));
    }

    private void correct(int slo, BucketRow row, long age, long newBad, long newTotal) {
        long changeOfBad = newBad - row.bad(slo);
        long changeOfTotal = newTotal - row.total(slo);
        int more = row.has(slo) ? 0 : 1;
        for (WindowSums window : sums) {
            if (age < window.length()) {
                window.change(slo, changeOfBad, changeOfTotal, more);
            }
        }
    }

    /** Closes the bucket after the boundary, with what was put into it, and so moves the boundary on by one. */
    public void close() {
        long closing = newest[0] + 1;
        BucketRow entering = rowAt(closing);
        for (WindowSums window : sums) {
            window.move(entering, rowAt(closing - window.length()), slos[0]);
        }
        moveTo(closing);
        BucketRow next = open[0];
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
        return sums.length - 1;
    }

    /** How many buckets the longest window holds. */
    public int longestBuckets() {
        return sums[longest()].length();
    }

    /** The bad events in a window of an SLO. */
    public long bad(int window, int slo) {
        return sums[window].bad(slo);
    }

    /** All events in a window of an SLO. */
    public long total(int window, int slo) {
        return sums[window].total(slo);
    }

    /** How many buckets of a window of an SLO are there. */
    public int present(int window, int slo) {
        return sums[window].present(slo);
    }

    /** Adds the newest closed bucket of every SLO to these, which are at least as long as there are SLOs. */
    void addNewest(long[] toBad, long[] toTotal, int[] toPresent) {
        BucketRow row = rows[slot(newest[0])];
        if (row != null) {
            row.addTo(toBad, toTotal, toPresent, slos[0]);
        }
    }

    /**
     * Leaves a bit only to the SLOs that may exceed their threshold in a window: to everyone who does, and to few others.
     *
     * @param screen has the thresholds of the SLOs of these windows, by their numbers
     * @param marks by SLO; other bits stay
     */
    public void sift(int window, BurnScreen screen, int bit, int[] marks) {
        int length = sums[window].length();
        int most = Long.SIZE - Long.numberOfLeadingZeros(bound[0]) + Integer.SIZE - Integer.numberOfLeadingZeros(length);
        screen.fit(Math.min(most, Long.SIZE - 1));
        sums[window].sift(screen, bit, marks, slos[0]);
    }

    /** Whether what a window of an SLO holds exceeds the threshold. */
    public boolean exceeds(int window, int slo, BurnThreshold threshold) {
        return sums[window].exceeds(slo, threshold);
    }

    /** The windows of one SLO; what they show changes with every bucket closed. */
    public Measurements of(int slo) {
        return window -> {
            WindowSums held = sums[indexOf(window)];
            return Measurement.of(
                    new EventCounts(held.total(slo) - held.bad(slo), held.total(slo)),
                    new Coverage(held.present(slo), held.length()));
        };
    }

    private int slot(long index) {
        return (int) Math.floorMod(index, (long) rows.length);
    }

    /** The row of a bucket, to be written to. */
    private BucketRow rowFor(int slot) {
        BucketRow row = rows[slot];
        if (row == null || row.capacity() < slos[0]) {
            int capacity = slos[0] + slos[0] / SLACK;
            row = row == null ? new BucketRow(capacity) : row.enlarged(capacity);
            rows[slot] = row;
        }
        return row;
    }

    /** The row of a bucket, with room for all SLOs, to be read only. */
    private BucketRow rowAt(long index) {
        int slot = slot(index);
        if (rows[slot] != null) {
            return rowFor(slot);
        }
        if (nothing[0].capacity() < slos[0]) {
            nothing[0] = new BucketRow(2 * slos[0]);
        }
        return nothing[0];
    }
}
