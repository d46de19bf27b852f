package dev.safeguard.adapter.telemetry;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** What rows make as a history, worked out in the slow and obvious way: what a feed says is held against it. */
final class ObviousReader {

    /** A row as it stands in a file, right in itself unless it says why not. */
    record Row(Path file, long line, String slo, long start, long good, long total, Optional<String> wrong) {}

    /** What the rows are as a history; where there is a problem, they are none. */
    record Verdict(
            Map<SloName, SortedMap<Long, EventCounts>> samples,
            long resolution,
            long replaced,
            long skipped,
            List<String> problems) {}

    private ObviousReader() {}

    static Verdict of(List<Row> rows, boolean lenient) {
        List<Row> right = rows.stream().filter(row -> row.wrong.isEmpty()).toList();
        if (right.size() < rows.size() && !lenient) {
            return new Verdict(Map.of(), 0, 0, 0, places(rows, row -> row.wrong.isPresent()));
        }
        Map<String, SortedMap<Long, List<Row>>> bySlo = new TreeMap<>();
        right.forEach(row -> bySlo.computeIfAbsent(row.slo, slo -> new TreeMap<>())
                .computeIfAbsent(row.start, start -> new ArrayList<>())
                .add(row));
        long resolution = resolution(bySlo);
        List<Row> astray =
                right.stream().filter(row -> row.start % resolution != 0).toList();
        Set<Row> atOdds = new HashSet<>();
        bySlo.values().forEach(buckets -> mixed(buckets, resolution).ifPresent(atOdds::add));
        if (!lenient) {
            atOdds.addAll(astray);
        }
        Map<SloName, SortedMap<Long, EventCounts>> samples = new HashMap<>();
        long replaced = 0;
        for (Row row : right) {
            if (row.start % resolution == 0) {
                EventCounts before = samples.computeIfAbsent(new SloName(row.slo), slo -> new TreeMap<>())
                        .put(row.start, new EventCounts(row.good, row.total));
                replaced += before == null ? 0 : 1;
            }
        }
        long skipped = (long) rows.size() - right.size() + astray.size();
        return new Verdict(samples, resolution, replaced, skipped, places(rows, atOdds::contains));
    }

    private static List<String> places(List<Row> rows, Predicate<Row> filter) {
        return rows.stream().filter(filter).map(row -> row.file + ":" + row.line).toList();
    }

    private static long resolution(Map<String, SortedMap<Long, List<Row>>> bySlo) {
        List<Long> starts = bySlo.values().stream()
                .flatMap(buckets -> buckets.keySet().stream())
                .toList();
        Map<Long, Integer> steps = new TreeMap<>();
        for (SortedMap<Long, List<Row>> buckets : bySlo.values()) {
            for (long step : steps(buckets)) {
                steps.merge(step, 1, Integer::sum);
            }
        }
        long best = 60;
        long bestFits = 0;
        for (long step : steps.keySet().stream()
                .sorted(Comparator.comparingInt((Long step) -> -steps.get(step)).thenComparing(step -> step))
                .limit(10)
                .toList()) {
            long fits = starts.stream().filter(start -> start % step == 0).count();
            int strays = starts.size() < 5 ? 0 : Math.max(1, starts.size() / 10);
            if (fits >= starts.size() - strays) {
                return step;
            }
            if (fits > bestFits) {
                bestFits = fits;
                best = step;
            }
        }
        return best;
    }

    private static Optional<Row> mixed(SortedMap<Long, List<Row>> buckets, long resolution) {
        long[] steps = steps(buckets);
        List<Row> firsts = buckets.values().stream().map(List::getFirst).toList();
        for (int from = 0; from < steps.length; ) {
            int to = from;
            while (to < steps.length && steps[to] == steps[from]) {
                to++;
            }
            boolean all = to - from == steps.length && steps.length > 1;
            if (steps[from] > resolution && (to - from >= 10 || all)) {
                return Optional.of(firsts.get(from + 1));
            }
            from = to;
        }
        return Optional.empty();
    }

    private static long[] steps(SortedMap<Long, List<Row>> buckets) {
        long[] starts = buckets.keySet().stream().mapToLong(Long::longValue).toArray();
        return LongStream.range(1, starts.length)
                .map(i -> starts[(int) i] - starts[(int) i - 1])
                .toArray();
    }
}
