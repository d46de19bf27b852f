package dev.safeguard.application.alert;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A history that was read once and is handed out again as often as wanted, SLO by SLO: 24 bytes a bucket. It holds what
 * the other feed said last of each bucket.
 */
final class MemoryFeed implements SampleFeed {

    private final Duration resolution;
    private final List<Series> series;
    private final Facts facts;

    private MemoryFeed(Duration resolution, List<Series> series, Facts facts) {
        this.resolution = resolution;
        this.series = List.copyOf(series);
        this.facts = facts;
    }

    /** Reads all of a history. What the feed throws is thrown on. */
    static MemoryFeed of(SampleFeed feed, LongConsumer progress) {
        Reader reader = new Reader(progress);
        Facts facts = feed.feed(reader);
        return new MemoryFeed(reader.resolution, reader.series, facts);
    }

    /** The history of every SLO that was told of, in the order in which they were. */
    List<Series> series() {
        return series;
    }

    Facts facts() {
        return facts;
    }

    /** The part of the history of one SLO. */
    MemoryFeed only(Series one) {
        return new MemoryFeed(resolution, List.of(one), facts);
    }

    @Override
    public Facts feed(Sink out) {
        out.begin(Order.BY_SLO, resolution);
        for (int slo = 0; slo < series.size(); slo++) {
            Series one = series.get(slo);
            out.slo(slo, one.name);
            out.samples(slo, one.size, one.starts, one.good, one.total);
        }
        return facts;
    }

    /** The buckets of one SLO, oldest first, each once. */
    static final class Series {

        private final SloName name;
        private long[] starts = new long[1024];
        private long[] good = new long[1024];
        private long[] total = new long[1024];
        private int size;

        Series(SloName name) {
            this.name = name;
        }

        SloName name() {
            return name;
        }

        int size() {
            return size;
        }

        long start(int bucket) {
            return starts[bucket];
        }

        long good(int bucket) {
            return good[bucket];
        }

        long total(int bucket) {
            return total[bucket];
        }

        /** The events of the buckets that start within {@code [from, until)}, in seconds since 1970. */
        EventCounts events(long from, long until) {
            long sumGood = 0;
            long sumTotal = 0;
            for (int i = atOrAfter(from); i < size && starts[i] < until; i++) {
                sumGood += good[i];
                sumTotal += total[i];
            }
            return new EventCounts(sumGood, sumTotal);
        }

        private int atOrAfter(long start) {
            int found = Arrays.binarySearch(starts, 0, size, start);
            return found < 0 ? -found - 1 : found;
        }

        private void add(long start, long newGood, long newTotal) {
            if (size == 0 || starts[size - 1] != start) {
                if (size == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * size);
                    good = Arrays.copyOf(good, 2 * size);
                    total = Arrays.copyOf(total, 2 * size);
                }
                starts[size++] = start;
            }
            good[size - 1] = newGood;
            total[size - 1] = newTotal;
        }
    }

    /** Takes a history in. */
    private static final class Reader implements Sink {

        private static final long TELL_EVERY = 1 << 18;

        private final LongConsumer progress;
        private final List<Series> series = new ArrayList<>();
        private Duration resolution = Duration.ofMinutes(1);
        private long samples;

        Reader(LongConsumer progress) {
            this.progress = progress;
        }

        @Override
        public void begin(Order order, Duration newResolution) {
            resolution = newResolution;
            series.clear();
            samples = 0;
        }

        @Override
        public void slo(int number, SloName name) {
            series.add(new Series(name));
        }

        @Override
        public void sample(int slo, long start, long good, long total) {
            series.get(slo).add(start, good, total);
            if ((++samples & (TELL_EVERY - 1)) == 0) {
                progress.accept(samples);
            }
        }
    }
}
