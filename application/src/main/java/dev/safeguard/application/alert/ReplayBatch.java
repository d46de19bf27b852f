package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Some SLOs of a history that comes SLO by SLO. Deciding for many of them at a time is several times faster than one after
 * the other, so they are kept until there are enough, in 24 bytes a bucket, and then put on a timeline together: half of
 * them on one, half on another, so that two processors share them.
 */
final class ReplayBatch {

    private static final int MOST_SLOS = 64;
    private static final int MOST_BUCKETS = 3_000_000;
    private static final int HALVES = 2;

    private final List<Series> series = new ArrayList<>();

    /** Those of earlier batches: their room is used again. */
    private final List<Series> spare = new ArrayList<>();

    private int buckets;

    /** Whether it is time to replay them, before the next SLO comes. */
    boolean isFull() {
        return series.size() >= MOST_SLOS || buckets >= MOST_BUCKETS;
    }

    void slo(int number) {
        Series fresh = spare.isEmpty() ? new Series() : spare.removeLast();
        fresh.begin(number);
        series.add(fresh);
    }

    /** Takes a bucket of the SLO that came last. */
    void sample(long start, long good, long total) {
        series.getLast().add(start, good, total);
        buckets++;
    }

    /** What became of each of them; there are none afterwards. */
    List<Replay> replay(IntFunction<AlertRule> rules, Duration resolution) {
        List<Replay> replays = IntStream.range(0, HALVES)
                .parallel()
                .mapToObj(half -> replay(half, rules, resolution))
                .flatMap(List::stream)
                .toList();
        spare.addAll(series);
        series.clear();
        buckets = 0;
        return replays;
    }

    private List<Replay> replay(int half, IntFunction<AlertRule> rules, Duration resolution) {
        Series[] own = IntStream.range(0, series.size())
                .filter(i -> i % HALVES == half)
                .mapToObj(series::get)
                .filter(one -> !one.isEmpty())
                .toArray(Series[]::new);
        ReplayTimeline timeline = new ReplayTimeline(rules, resolution);
        Block block = new Block(own.length, resolution.toSeconds());
        for (long now = soonest(own); now != Long.MAX_VALUE; now = soonest(own)) {
            block.fill(own, now);
            block.tell(own, timeline);
        }
        return timeline.finish();
    }

    private static long soonest(Series[] own) {
        return Arrays.stream(own).mapToLong(Series::nextStart).min().orElse(Long.MAX_VALUE);
    }

    /**
     * A stretch of time of all SLOs, minute by minute. Each SLO's buckets are copied into it in one go and told from here:
     * memory is read in a row that way, and not at as many places at once as there are SLOs.
     */
    private static final class Block {

        private static final int LENGTH = 64;
        private static final long ABSENT = -1;

        private final int slos;
        private final long resolution;
        private final long[] good;
        private final long[] total;
        private long begin;

        Block(int slos, long resolution) {
            this.slos = slos;
            this.resolution = resolution;
            this.good = new long[slos * LENGTH];
            this.total = new long[slos * LENGTH];
        }

        /** Takes what starts from here on, as far as the stretch goes. */
        void fill(Series[] all, long from) {
            begin = from;
            Arrays.fill(total, ABSENT);
            for (int i = 0; i < slos; i++) {
                Series one = all[i];
                while (one.nextStart() < from + LENGTH * resolution) {
                    int at = (int) ((one.nextStart() - from) / resolution) * slos + i;
                    good[at] = one.good[one.told];
                    total[at] = one.total[one.told];
                    one.told++;
                }
            }
        }

        void tell(Series[] all, ReplayTimeline timeline) {
            for (int step = 0; step < LENGTH; step++) {
                long start = begin + step * resolution;
                for (int i = 0; i < slos; i++) {
                    int at = step * slos + i;
                    if (total[at] != ABSENT) {
                        timeline.sample(all[i].number, start, good[at], total[at]);
                    }
                }
            }
        }
    }

    /** The buckets of one SLO in the order of time, and how many of them have been told. */
    private static final class Series {

        private int number;
        private long[] starts = new long[1024];
        private long[] good = new long[1024];
        private long[] total = new long[1024];
        private int size;
        private int told;

        /** Holds nothing of another SLO any more. */
        void begin(int newNumber) {
            number = newNumber;
            size = 0;
            told = 0;
        }

        boolean isEmpty() {
            return size == 0;
        }

        void add(long start, long goodEvents, long totalEvents) {
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

        /** When the next bucket starts; the end of time when there is none. */
        long nextStart() {
            return told < size ? starts[told] : Long.MAX_VALUE;
        }
    }
}
