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
 * the other, so they are kept until there are enough and then put on a timeline together: half of them on one, half on
 * another, so that two processors share them.
 */
final class ReplayBatch {

    /** The first batch is small, so that the JVM comes to know what is hot early, and each one is larger than the last. */
    private static final int FIRST_SLOS = 16;

    private static final int GROWTH = 3;
    private static final int MOST_SLOS = 256;
    private static final int MOST_BUCKETS = 8_000_000;
    private static final int HALVES = 2;

    private final long resolution;
    private final List<ReplaySeries> series = new ArrayList<>();

    /** Those of earlier batches: their room is used again. */
    private final List<ReplaySeries> spare = new ArrayList<>();

    private int buckets;
    private int most = FIRST_SLOS;

    /** A batch of nothing, of a history whose buckets have this length. */
    ReplayBatch(Duration resolution) {
        this.resolution = resolution.toSeconds();
    }

    /** Whether it is time to replay them, before the next SLO comes. */
    boolean isFull() {
        return series.size() >= most || buckets >= MOST_BUCKETS;
    }

    void slo(AlertRule rule) {
        ReplaySeries fresh = spare.isEmpty() ? new ReplaySeries(rule, resolution) : spare.removeLast();
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
    List<Replay> replay() {
        List<Replay> replays = IntStream.range(0, HALVES)
                .parallel()
                .mapToObj(half -> replay(half(half)))
                .flatMap(List::stream)
                .toList();
        spare.addAll(series);
        series.clear();
        buckets = 0;
        most = Math.min(MOST_SLOS, GROWTH * most);
        return replays;
    }

    private List<ReplaySeries> half(int half) {
        return IntStream.range(0, series.size())
                .filter(i -> i % HALVES == half)
                .mapToObj(series::get)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private List<Replay> replay(List<ReplaySeries> own) {
        Map<ReplayGroup, List<ReplaySeries>> groups = new LinkedHashMap<>();
        own.stream().sorted(Comparator.comparingLong(ReplaySeries::nextStart)).forEach(one -> {
            ReplayGroup group = groups.keySet().stream()
                    .filter(known -> known.fits(one.rule()))
                    .findFirst()
                    .orElseGet(() -> new ReplayGroup(one.rule(), one.nextStart()));
            group.add(one.rule(), one.nextStart(), one.newestStart());
            groups.computeIfAbsent(group, fresh -> new ArrayList<>()).add(one);
        });
        List<Replay> replays = new ArrayList<>();
        groups.forEach((group, alike) -> {
            new Block(alike, resolution).tellAll(group);
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

        private final ReplaySeries[] series;
        private final long resolution;
        private final int[] bad;
        private final int[] total;
        private final boolean[] any = new boolean[LENGTH];
        private final List<Wide> wide = new ArrayList<>();

        Block(List<ReplaySeries> series, long resolution) {
            this.series = series.toArray(ReplaySeries[]::new);
            this.resolution = resolution;
            this.bad = new int[series.size() * LENGTH];
            this.total = new int[series.size() * LENGTH];
        }

        /** Tells everything there is. */
        void tellAll(ReplayGroup group) {
            for (long begin = soonest(); begin != Long.MAX_VALUE; begin = soonest()) {
                fill(begin);
                for (int step = 0; step < LENGTH; step++) {
                    if (any[step]) {
                        tell(group, begin + step * resolution, step * series.length);
                    }
                }
            }
        }

        private void tell(ReplayGroup group, long start, int from) {
            group.putAll(start, bad, total, from);
            for (Wide one : wide) {
                if (one.start == start) {
                    group.put(one.slo, start, one.good, one.total);
                }
            }
        }

        private long soonest() {
            return Arrays.stream(series)
                    .mapToLong(ReplaySeries::nextStart)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        /** Takes what starts from here on, as far as the stretch goes. */
        private void fill(long begin) {
            Arrays.fill(bad, 0);
            Arrays.fill(total, RollingWindows.UNKNOWN);
            Arrays.fill(any, false);
            wide.clear();
            for (int i = 0; i < series.length; i++) {
                int slo = i;
                series[i].tell(
                        begin,
                        LENGTH,
                        bad,
                        total,
                        i,
                        series.length,
                        any,
                        (start, goodEvents, allEvents) -> wide.add(new Wide(slo, start, goodEvents, allEvents)));
            }
        }

        /** A bucket whose counts do not fit into 31 bits. */
        private record Wide(int slo, long start, long good, long total) {}
    }
}
