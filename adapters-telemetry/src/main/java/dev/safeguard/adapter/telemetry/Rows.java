package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.HistoryReader.History;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of a file, checked one by one as they come and all together in the end. */
final class Rows {

    private static final int MOST_CANDIDATES = 10;

    /** With fewer rows than this a single one that does not fit says as much as the others. */
    private static final int FEW = 5;

    private final Map<String, Series> byText = new HashMap<>();
    private final StartText starts = new StartText();
    private final Problems problems;
    private long lastLine;

    Rows(Problems problems) {
        this.problems = problems;
    }

    /** Takes a row in, or adds what is wrong with it to the problems. */
    void add(long line, String slo, String start, String good, String total) {
        lastLine = line;
        try {
            Series series = byText.get(slo);
            if (series == null) {
                series = new Series(new SloName(slo));
                byText.put(slo, series);
            }
            EventCounts counts = new EventCounts(number("good", good), number("total", total));
            Instant at = Instant.ofEpochSecond(starts.seconds(start));
            series.add(new Sample(series.slo(), at, counts), line);
        } catch (IllegalArgumentException e) {
            problems.add(line, e);
        }
    }

    boolean areNone() {
        return lastLine == 0;
    }

    /** The line of the row that was taken in last, 0 before the first. */
    long lastLine() {
        return lastLine;
    }

    /**
     * All rows as a history.
     *
     * @throws dev.safeguard.application.port.HistoryReader.MalformedHistoryException when they do not fit together
     */
    History history() {
        SortedMap<String, Series> byName = new TreeMap<>(byText);
        byName.values().forEach(Series::sort);
        long resolution = resolution(byName.values());
        byName.values().forEach(series -> series.check(resolution, problems));
        problems.throwIfAny();

        List<SloName> slos = byName.values().stream().map(Series::slo).toList();
        long from = byName.values().stream().mapToLong(Series::first).min().orElseThrow();
        long last = byName.values().stream().mapToLong(Series::last).max().orElseThrow();
        return new History(
                slos,
                Duration.ofSeconds(resolution),
                Instant.ofEpochSecond(from),
                Instant.ofEpochSecond(last + resolution),
                byName.values().stream().mapToLong(Series::size).sum(),
                new RecordedMetricSource(byName.values()));
    }

    /**
     * How many seconds a bucket is long: the most common step between neighbours that (nearly) all starts are multiples
     * of, or else the one that most are multiples of. A minute where nobody has a neighbour.
     */
    private static long resolution(Collection<Series> all) {
        Map<Long, Integer> steps = new TreeMap<>();
        all.forEach(series -> series.countSteps(steps));
        List<Long> candidates = steps.entrySet().stream()
                .sorted(Map.Entry.<Long, Integer>comparingByValue().reversed())
                .limit(MOST_CANDIDATES)
                .map(Map.Entry::getKey)
                .toList();
        int size = all.stream().mapToInt(Series::size).sum();
        int strays = size < FEW ? 0 : Math.max(1, size / 10);
        long best = Slo.DEFAULT_RESOLUTION.toSeconds();
        int bestAligned = 0;
        for (long candidate : candidates) {
            int aligned =
                    all.stream().mapToInt(series -> series.aligned(candidate)).sum();
            if (aligned >= size - strays) {
                return candidate;
            }
            if (aligned > bestAligned) {
                bestAligned = aligned;
                best = candidate;
            }
        }
        return best;
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, was \"" + text + "\"", e);
        }
    }
}
