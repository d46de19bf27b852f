package dev.safeguard.domain.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The running sums of one SLO's windows, all ending at the same bucket boundary. A bucket costs the same whatever the
 * length of the windows: what enters is added and what leaves is subtracted, on integers. Buckets may come late or be
 * corrected while the longest window still holds them. Not thread-safe.
 */
public final class RollingWindows implements Measurements {

    private static final long ABSENT = -1;

    private final long resolutionSeconds;
    private final List<Window> windows;
    private final int[] lengths;
    private final long[] good;
    private final long[] total;
    private final long[] sumGood;
    private final long[] sumTotal;
    private final int[] present;
    /** The index of the newest bucket, in resolutions since the epoch; one cell, so that the field stays final. */
    private final long[] newest;

    /** Empty windows that end at {@code boundary}, which is rounded down to a bucket boundary. */
    public RollingWindows(Duration resolution, Collection<Window> windows, Instant boundary) {
        this.resolutionSeconds = resolution.toSeconds();
        this.windows = List.copyOf(new TreeSet<>(windows));
        if (this.windows.isEmpty()) {
            throw new IllegalArgumentException("rolling windows need at least one window");
        }
        this.lengths = this.windows.stream().mapToInt(w -> w.buckets(resolution)).toArray();
        int capacity = lengths[lengths.length - 1];
        this.good = new long[capacity];
        this.total = new long[capacity];
        this.sumGood = new long[lengths.length];
        this.sumTotal = new long[lengths.length];
        this.present = new int[lengths.length];
        this.newest = new long[] {indexOf(boundary) - 1};
        Arrays.fill(total, ABSENT);
    }

    /** The boundary at which the windows end. */
    public Instant boundary() {
        return Instant.ofEpochSecond(Math.multiplyExact(newest[0] + 1, resolutionSeconds));
    }

    /** Moves the boundary on; buckets that nobody delivered stay gaps. Never moves it back. */
    public void advanceTo(Instant boundary) {
        long target = indexOf(boundary) - 1;
        if (target - newest[0] >= total.length) {
            forgetEverything(target);
            return;
        }
        while (newest[0] < target) {
            step();
        }
    }

    /**
     * Takes the counts of one bucket, moving the boundary to its end where it is newer than all others.
     *
     * @return whether a window holds it; an older bucket changes nothing
     */
    public boolean put(Instant start, EventCounts counts) {
        long index = indexOf(start);
        if (index > newest[0]) {
            advanceTo(Instant.ofEpochSecond(Math.multiplyExact(index + 1, resolutionSeconds)));
        }
        long age = newest[0] - index;
        if (age >= total.length) {
            return false;
        }
        int slot = slot(index);
        boolean had = total[slot] != ABSENT;
        long oldGood = had ? good[slot] : 0;
        long oldTotal = had ? total[slot] : 0;
        for (int w = 0; w < lengths.length; w++) {
            if (age < lengths[w]) {
                sumGood[w] += counts.good() - oldGood;
                sumTotal[w] += counts.total() - oldTotal;
                present[w] += had ? 0 : 1;
            }
        }
        good[slot] = counts.good();
        total[slot] = counts.total();
        return true;
    }

    /** What this window shows; it must be one of those asked for at construction. */
    @Override
    public Measurement over(Window window) {
        int w = windows.indexOf(window);
        if (w < 0) {
            throw new IllegalArgumentException("window " + window + " is not kept; kept are " + windows);
        }
        return Measurement.of(new EventCounts(sumGood[w], sumTotal[w]), new Coverage(present[w], lengths[w]));
    }

    private void step() {
        long next = newest[0] + 1;
        for (int w = 0; w < lengths.length; w++) {
            int leaving = slot(next - lengths[w]);
            if (total[leaving] != ABSENT) {
                sumGood[w] -= good[leaving];
                sumTotal[w] -= total[leaving];
                present[w]--;
            }
        }
        int slot = slot(next);
        good[slot] = 0;
        total[slot] = ABSENT;
        newest[0] = next;
    }

    private void forgetEverything(long target) {
        Arrays.fill(good, 0);
        Arrays.fill(total, ABSENT);
        Arrays.fill(sumGood, 0);
        Arrays.fill(sumTotal, 0);
        Arrays.fill(present, 0);
        newest[0] = target;
    }

    private long indexOf(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), resolutionSeconds);
    }

    private int slot(long index) {
        return (int) Math.floorMod(index, (long) total.length);
    }
}
