package dev.safeguard.adapter.telemetry;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The buckets of one SLO in primitive arrays: a quarter of a year of minutes is 4 MB. */
final class Series {

    /** So many buckets in a row, all equally far apart, are no gaps. */
    private static final int NO_COINCIDENCE = 10;

    private final SloName slo;
    private long[] starts = new long[1024];
    private long[] good = new long[1024];
    private long[] total = new long[1024];
    private long[] lines = new long[1024];
    private int size;

    Series(SloName slo) {
        this.slo = slo;
    }

    SloName slo() {
        return slo;
    }

    int size() {
        return size;
    }

    long first() {
        return starts[0];
    }

    long last() {
        return starts[size - 1];
    }

    void add(Sample sample, long line) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            good = Arrays.copyOf(good, 2 * size);
            total = Arrays.copyOf(total, 2 * size);
            lines = Arrays.copyOf(lines, 2 * size);
        }
        set(
                size++,
                sample.start().getEpochSecond(),
                sample.counts().good(),
                sample.counts().total(),
                line);
    }

    /** Orders the buckets by their start; of two of the same start, the one that came later stays. */
    void sort() {
        if (isSorted()) {
            return;
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> starts[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] oldStarts = starts.clone();
        long[] oldGood = good.clone();
        long[] oldTotal = total.clone();
        long[] oldLines = lines.clone();
        size = 0;
        for (int i : order) {
            if (size > 0 && starts[size - 1] == oldStarts[i]) {
                size--;
            }
            set(size++, oldStarts[i], oldGood[i], oldTotal[i], oldLines[i]);
        }
    }

    /** Counts how often which step in seconds lies between neighbours. */
    void countSteps(Map<Long, Integer> steps) {
        for (int i = 1; i < size; ) {
            int run = run(i);
            steps.merge(step(i), run, Integer::sum);
            i += run;
        }
    }

    /** How many buckets start at a multiple of so many seconds. */
    int aligned(long resolution) {
        int aligned = 0;
        for (int i = 0; i < size; i++) {
            if (starts[i] % resolution == 0) {
                aligned++;
            }
        }
        return aligned;
    }

    /** Adds what does not fit a resolution of so many seconds. */
    void check(long resolution, Problems problems) {
        for (int i = 0; i < size && !problems.areEnough(); i++) {
            if (starts[i] % resolution != 0) {
                problems.add(
                        lines[i],
                        "start " + Instant.ofEpochSecond(starts[i])
                                + " is not on a bucket boundary; buckets in this file are " + text(resolution)
                                + " long");
            }
        }
        for (int i = 1; i < size; ) {
            int run = run(i);
            boolean whole = run == size - 1 && run > 1;
            if (step(i) > resolution && (run >= NO_COINCIDENCE || whole)) {
                problems.add(
                        lines[i],
                        "mixed resolutions: from here on buckets of " + slo + " are " + text(step(i))
                                + " apart, others in this file " + text(resolution));
                return;
            }
            i += run;
        }
    }

    /** The buckets that start within {@code [from, until)}. */
    List<Sample> between(Instant from, Instant until) {
        List<Sample> samples = new ArrayList<>();
        int end = indexOf(until);
        for (int i = indexOf(from); i < end; i++) {
            samples.add(new Sample(slo, Instant.ofEpochSecond(starts[i]), new EventCounts(good[i], total[i])));
        }
        return samples;
    }

    /** The sum of the buckets that start within {@code [from, until)}. */
    EventCounts sum(Instant from, Instant until) {
        EventCounts sum = EventCounts.NONE;
        int end = indexOf(until);
        for (int i = indexOf(from); i < end; i++) {
            sum = sum.plus(new EventCounts(good[i], total[i]));
        }
        return sum;
    }

    /** The index of the first bucket that does not start before this instant. */
    private int indexOf(Instant instant) {
        long seconds = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
        int index = Arrays.binarySearch(starts, 0, size, seconds);
        return index >= 0 ? index : -index - 1;
    }

    private boolean isSorted() {
        for (int i = 1; i < size; i++) {
            if (starts[i] <= starts[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** How many equal steps there are in a row, beginning with the one that leads to this bucket. */
    private int run(int from) {
        int to = from + 1;
        while (to < size && step(to) == step(from)) {
            to++;
        }
        return to - from;
    }

    private long step(int i) {
        return starts[i] - starts[i - 1];
    }

    private void set(int i, long start, long goodEvents, long totalEvents, long line) {
        starts[i] = start;
        good[i] = goodEvents;
        total[i] = totalEvents;
        lines[i] = line;
    }

    private static String text(long seconds) {
        return Window.text(Duration.ofSeconds(seconds));
    }
}
