package dev.safeguard.adapter.telemetry;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The buckets of one SLO in primitive arrays: a quarter of a year of minutes is 3 MB. */
final class Series {

    private final SloName slo;
    private long[] starts = new long[1024];
    private long[] good = new long[1024];
    private long[] total = new long[1024];
    private int size;

    Series(SloName slo) {
        this.slo = slo;
    }

    SloName slo() {
        return slo;
    }

    long first() {
        return starts[0];
    }

    long last() {
        return starts[size - 1];
    }

    /** Adds a bucket that does not start before the last one; if it starts with it, it takes its place. */
    void add(long start, long goodEvents, long totalEvents) {
        if (size > 0 && starts[size - 1] == start) {
            size--;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            good = Arrays.copyOf(good, 2 * size);
            total = Arrays.copyOf(total, 2 * size);
        }
        starts[size] = start;
        good[size] = goodEvents;
        total[size] = totalEvents;
        size++;
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
}
