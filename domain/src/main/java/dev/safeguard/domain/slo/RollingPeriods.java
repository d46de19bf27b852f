package dev.safeguard.domain.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the error budget's period of any number of SLOs holds, and the worst that it ever held, without keeping the
 * buckets of a period: running totals, and what they were when each hour began. A period begins at the first whole hour
 * (or bucket, where those are longer) that is within it, so it is exact at whole hours and wherever a history is younger
 * than one period, and less than an hour short elsewhere. Not thread-safe.
 */
public final class RollingPeriods {

    private static final long HOUR = 3_600;

    private final long periodSeconds;
    private final long resolutionSeconds;
    private final long partSeconds;
    private final int expected;

    /** What the period that ends at the boundary holds. */
    private final Totals period = new Totals();

    /** The totals when a part began, in a ring by the number of the part; null before the history began. */
    private final @Nullable Totals[] beginnings;

    /** Those when the period began; one cell, so that the field stays final. They may be shorter than the period's. */
    private final Totals[] before = {new Totals()};

    /** The number of the part that was begun last, and the boundary; one cell each likewise. */
    private final long[] newestPart = {Long.MIN_VALUE};

    private final long[] boundary = {Long.MIN_VALUE};

    /** By SLO: bad events x buckets / all events of the worst period, and the three of them. */
    private final double[][] worst = {{0}};

    private final Totals atWorst = new Totals();

    /** Periods of this length, a multiple of the resolution, of no SLO yet. */
    public RollingPeriods(Duration period, Duration resolution) {
        this.periodSeconds = period.toSeconds();
        this.resolutionSeconds = resolution.toSeconds();
        this.partSeconds = Math.max(resolutionSeconds, Math.min(HOUR, periodSeconds / 100));
        this.expected = new Window(period).buckets(resolution);
        this.beginnings = new Totals[Math.toIntExact(periodSeconds / partSeconds) + 2];
    }

    /** Takes in every bucket that the windows have closed last, and looks for the worst periods. */
    public void take(RollingWindows windows) {
        grow(windows.size());
        moveTo(windows.boundarySeconds());
        windows.addNewest(period.bad(), period.total(), period.present());
        compare(windows.size());
    }

    /**
     * Takes in one bucket that was not taken in before, of an SLO by its number in the windows; it may be late.
     *
     * @param start seconds since the epoch
     */
    public void add(int slo, long start, EventCounts counts) {
        grow(slo + 1);
        if (start + resolutionSeconds > boundary[0]) {
            moveTo(start + resolutionSeconds);
        }
        boolean isBefore = false;
        long part = Math.floorDiv(start, partSeconds);
        for (long later = newestPart[0]; later > part && newestPart[0] - later < beginnings.length; later--) {
            Totals beginning = beginnings[slot(later)];
            if (beginning != null && slo < beginning.bad().length) {
                beginning.add(slo, counts);
                isBefore |= beginning == before[0];
            }
        }
        if (!isBefore) {
            period.add(slo, counts);
        }
    }

    /** Moves on over a stretch without any bucket, and looks for the worst periods in it. */
    public void skipTo(Instant end, int slos) {
        grow(slos);
        long last = Math.floorDiv(end.getEpochSecond(), partSeconds);
        long first = newestPart[0] == Long.MIN_VALUE ? last : newestPart[0] + 1;
        for (long part = first; part <= Math.min(last, first + beginnings.length); part++) {
            moveTo(part * partSeconds);
            compare(slos);
        }
        moveTo(end.getEpochSecond());
    }

    /** What the period of an SLO that ends at the last bucket's end holds. */
    public Measurement of(int slo) {
        return measured(period, slo);
    }

    /** All events of an SLO that were ever taken in. */
    public EventCounts everything(int slo) {
        long bad = period.badOf(slo) + before[0].badOf(slo);
        long total = period.totalOf(slo) + before[0].totalOf(slo);
        return new EventCounts(total - bad, total);
    }

    /** All buckets of an SLO that were ever taken in. */
    public int buckets(int slo) {
        return period.presentOf(slo) + before[0].presentOf(slo);
    }

    /** What the worst period of an SLO held, as far as {@link #take} and {@link #skipTo} looked. */
    public Measurement worstOf(int slo) {
        return measured(atWorst, slo);
    }

    private Measurement measured(Totals totals, int slo) {
        return Measurement.of(
                new EventCounts(totals.totalOf(slo) - totals.badOf(slo), totals.totalOf(slo)),
                new Coverage(Math.min(totals.presentOf(slo), expected), expected));
    }

    private void grow(int slos) {
        period.grow(slos);
        atWorst.grow(slos);
        if (worst[0].length < period.bad().length) {
            worst[0] = Arrays.copyOf(worst[0], period.bad().length);
        }
    }

    /** Moves to a boundary, remembers the totals for every part that begins before it, and forgets what is too old. */
    private void moveTo(long to) {
        boundary[0] = Math.max(boundary[0], to);
        long part = Math.floorDiv(boundary[0] - resolutionSeconds, partSeconds);
        if (part > newestPart[0]) {
            Totals beginning = now();
            long first =
                    newestPart[0] == Long.MIN_VALUE ? part : Math.max(newestPart[0] + 1, part - beginnings.length + 1);
            for (long begun = first; begun <= part; begun++) {
                beginnings[slot(begun)] = begun == part ? beginning : beginning.copy();
            }
            newestPart[0] = part;
        }
        long oldest = -Math.floorDiv(-(boundary[0] - periodSeconds), partSeconds);
        Totals since = oldest > newestPart[0] ? now() : beginnings[slot(oldest)];
        if (since != null && since != before[0]) {
            period.add(before[0], 1);
            period.add(since, -1);
            before[0] = since;
        }
    }

    /** All that was ever taken in. */
    private Totals now() {
        Totals now = period.copy();
        now.add(before[0], 1);
        return now;
    }

    /** Which period is the worst is chosen in floating point; what it held is kept exactly. */
    private void compare(int slos) {
        long[] bad = period.bad();
        long[] total = period.total();
        int[] present = period.present();
        double[] most = worst[0];
        for (int i = 0; i < slos; i++) {
            if (bad[i] != 0 && (double) bad[i] * present[i] > most[i] * total[i]) {
                worsen(i);
            }
        }
    }

    private void worsen(int slo) {
        long bad = period.bad()[slo];
        long total = period.total()[slo];
        int present = period.present()[slo];
        worst[0][slo] = (double) bad * present / total;
        atWorst.set(slo, bad, total, present);
    }

    private int slot(long part) {
        return (int) Math.floorMod(part, (long) beginnings.length);
    }

    /** Bad events, all events and buckets of every SLO, since the beginning. */
    private static final class Totals {

        private final long[][] events = {{0}, {0}};
        private final int[][] buckets = {{0}};

        long[] bad() {
            return events[0];
        }

        long[] total() {
            return events[1];
        }

        int[] present() {
            return buckets[0];
        }

        long badOf(int slo) {
            return slo < events[0].length ? events[0][slo] : 0;
        }

        long totalOf(int slo) {
            return slo < events[1].length ? events[1][slo] : 0;
        }

        int presentOf(int slo) {
            return slo < buckets[0].length ? buckets[0][slo] : 0;
        }

        void set(int slo, long bad, long total, int present) {
            events[0][slo] = bad;
            events[1][slo] = total;
            buckets[0][slo] = present;
        }

        void add(int slo, EventCounts counts) {
            events[0][slo] += counts.bad();
            events[1][slo] += counts.total();
            buckets[0][slo]++;
        }

        /** Adds the totals of another, which may be of fewer SLOs, or subtracts them. */
        void add(Totals other, int sign) {
            for (int i = 0; i < other.bad().length; i++) {
                events[0][i] += sign * other.events[0][i];
                events[1][i] += sign * other.events[1][i];
                buckets[0][i] += sign * other.buckets[0][i];
                if (events[1][i] < 0) {
                    throw new ArithmeticException("a history holds more events than can be counted");
                }
            }
        }

        void grow(int slos) {
            if (slos > bad().length) {
                int size = Math.max(slos, 2 * bad().length);
                events[0] = Arrays.copyOf(events[0], size);
                events[1] = Arrays.copyOf(events[1], size);
                buckets[0] = Arrays.copyOf(buckets[0], size);
            }
        }

        Totals copy() {
            Totals copy = new Totals();
            copy.events[0] = events[0].clone();
            copy.events[1] = events[1].clone();
            copy.buckets[0] = buckets[0].clone();
            return copy;
        }
    }
}
