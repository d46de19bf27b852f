package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertRule;
import java.time.Duration;
import java.util.ArrayList;
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
            tellAll(alike, group);
            replays.addAll(group.replays());
        });
        return replays;
    }

    private void tellAll(List<ReplaySeries> alike, ReplayGroup group) {
        ReplayBlock block = new ReplayBlock(alike.size(), resolution);
        for (long begin = soonest(alike); begin != ReplaySeries.NO_MORE; begin = soonest(alike)) {
            block.begin(begin);
            for (int column = 0; column < alike.size(); column++) {
                alike.get(column).tell(block, column);
            }
            block.handOut(group);
        }
    }

    private static long soonest(List<ReplaySeries> alike) {
        return alike.stream().mapToLong(ReplaySeries::nextStart).min().orElse(ReplaySeries.NO_MORE);
    }
}
