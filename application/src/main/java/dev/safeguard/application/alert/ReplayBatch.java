package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.RollingWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    void slo(AlertRule rule) {
        Series fresh = spare.isEmpty() ? new Series(rule) : spare.removeLast();
        fresh.begin(rule);
        series.add(fresh);
    }

    /** Takes a bucket of the SLO that came last. */
    void sample(long start, long good, long total) {
        series.getLast().add(start, good, total);
        buckets++;
    }

    /** Takes as many buckets of the SLO that came last. */
    void samples(int count, long[] starts, long[] good, long[] total) {
        series.getLast().add(count, starts, good, total);
        buckets += count;
    }

    /** What became of each of them; there are none afterwards. */
    List<Replay> replay(Duration resolution) {
        List<Replay> replays = IntStream.range(0, HALVES)
                .parallel()
                .mapToObj(half -> replay(half(half), resolution))
                .flatMap(List::stream)
                .toList();
        spare.addAll(series);
        series.clear();
        buckets = 0;
        return replays;
    }

    private List<Series> half(int half) {
        return IntStream.range(0, series.size())
                .filter(i -> i % HALVES == half)
                .mapToObj(series::get)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static List<Replay> replay(List<Series> own, Duration resolution) {
        Map<ReplayGroup, List<Series>> groups = new LinkedHashMap<>();
        own.stream().sorted(Comparator.comparingLong(Series::nextStart)).forEach(one -> {
            ReplayGroup group = groups.keySet().stream()
                    .filter(known -> known.fits(one.rule))
                    .findFirst()
                    .orElseGet(() -> new ReplayGroup(one.rule, one.nextStart()));
            group.add(one.rule, one.nextStart(), one.starts[one.size - 1]);
            groups.computeIfAbsent(group, fresh -> new ArrayList<>()).add(one);
        });
        List<Replay> replays = new ArrayList<>();
        groups.forEach((group, alike) -> {
            new Block(alike, resolution.toSeconds()).tellAll(group);
            replays.addAll(group.replays());
        });
        return replays;
    }

    /**
     * A stretch of time of all SLOs of a group, minute by minute. Each SLO's buckets are copied into it in one go and told
     * from here: memory is read in a row that way, and not at as many places at once as there are SLOs.
     */
    private static final class Block {

        private static final int LENGTH = 64;

        private final Series[] series;
        private final long resolution;
        private final long[] good;
        private final long[] total;
        private final boolean[] any = new boolean[LENGTH];

        Block(List<Series> series, long resolution) {
            this.series = series.toArray(Series[]::new);
            this.resolution = resolution;
            this.good = new long[series.size() * LENGTH];
            this.total = new long[series.size() * LENGTH];
        }

        /** Tells everything there is. */
        void tellAll(ReplayGroup group) {
            for (long begin = soonest(); begin != Long.MAX_VALUE; begin = soonest()) {
                fill(begin);
                for (int step = 0; step < LENGTH; step++) {
                    if (any[step]) {
                        group.putAll(begin + step * resolution, good, total, step * series.length);
                    }
                }
            }
        }

        private long soonest() {
            return Arrays.stream(series).mapToLong(Series::nextStart).min().orElse(Long.MAX_VALUE);
        }

        /** Takes what starts from here on, as far as the stretch goes. */
        private void fill(long begin) {
            Arrays.fill(good, RollingWindows.UNKNOWN);
            Arrays.fill(total, RollingWindows.UNKNOWN);
            Arrays.fill(any, false);
            for (int i = 0; i < series.length; i++) {
                fill(series[i], i, begin);
            }
        }

        private void fill(Series one, int place, long begin) {
            long end = begin + LENGTH * resolution;
            long expected = begin;
            int step = 0;
            int told = one.told;
            for (; told < one.size && one.starts[told] < end; told++) {
                // A division costs more than all the rest, and is only needed after a gap.
                if (one.starts[told] != expected) {
                    expected = one.starts[told];
                    step = (int) ((expected - begin) / resolution);
                }
                good[step * series.length + place] = one.good[told];
                total[step * series.length + place] = one.total[told];
                any[step] = true;
                step++;
                expected += resolution;
            }
            one.told = told;
        }
    }

    /** The buckets of one SLO in the order of time, and how many of them have been told. */
    private static final class Series {

        private AlertRule rule;
        private long[] starts = new long[1024];
        private long[] good = new long[1024];
        private long[] total = new long[1024];
        private int size;
        private int told;

        Series(AlertRule rule) {
            this.rule = rule;
        }

        /** Holds nothing of another SLO any more. */
        void begin(AlertRule newRule) {
            rule = newRule;
            size = 0;
            told = 0;
        }

        boolean isEmpty() {
            return size == 0;
        }

        void add(long start, long goodEvents, long totalEvents) {
            if (size == starts.length) {
                reserve(1);
            }
            starts[size] = start;
            good[size] = goodEvents;
            total[size] = totalEvents;
            size++;
        }

        void add(int count, long[] newStarts, long[] newGood, long[] newTotal) {
            reserve(count);
            System.arraycopy(newStarts, 0, starts, size, count);
            System.arraycopy(newGood, 0, good, size, count);
            System.arraycopy(newTotal, 0, total, size, count);
            size += count;
        }

        private void reserve(int more) {
            if (size + more > starts.length) {
                int room = Math.max(size + more, 2 * size);
                starts = Arrays.copyOf(starts, room);
                good = Arrays.copyOf(good, room);
                total = Arrays.copyOf(total, room);
            }
        }

        /** When the next bucket starts; the end of time when there is none. */
        long nextStart() {
            return told < size ? starts[told] : Long.MAX_VALUE;
        }
    }
}
