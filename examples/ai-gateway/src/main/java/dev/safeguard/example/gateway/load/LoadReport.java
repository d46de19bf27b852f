package dev.safeguard.example.gateway.load;

import dev.safeguard.example.gateway.plain.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What came of a load.
 *
 * @param bad bad answers by kind
 * @param refused refused requests by reason
 * @param degraded answers that are less than they could be, by how; one may be in several
 * @param latencies of good and bad answers, from the planned time, in ascending order of nanoseconds
 * @param took from the first planned time to the last answer
 */
public record LoadReport(
        long good,
        Map<String, Long> bad,
        Map<String, Long> refused,
        Map<String, Long> degraded,
        List<Long> latencies,
        Duration took) {

    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 1};
    private static final List<String> NAMES = List.of("p50", "p90", "p99", "p999", "max");

    public LoadReport {
        bad = Map.copyOf(bad);
        refused = Map.copyOf(refused);
        degraded = Map.copyOf(degraded);
        latencies = List.copyOf(latencies);
    }

    static LoadReport of(List<Result> results, Duration took) {
        Map<Result.Verdict, Map<String, Long>> kinds = results.stream()
                .collect(Collectors.groupingBy(
                        Result::verdict, Collectors.groupingBy(Result::kind, Collectors.counting())));
        return new LoadReport(
                kinds.getOrDefault(Result.Verdict.GOOD, Map.of()).values().stream().mapToLong(n -> n).sum(),
                kinds.getOrDefault(Result.Verdict.BAD, Map.of()),
                kinds.getOrDefault(Result.Verdict.REFUSED, Map.of()),
                results.stream()
                        .filter(result -> !result.degraded().isEmpty())
                        .flatMap(result -> Arrays.stream(result.degraded().split(",", -1)))
                        .collect(Collectors.groupingBy(how -> how, Collectors.counting())),
                results.stream()
                        .filter(result -> result.verdict() != Result.Verdict.REFUSED)
                        .map(Result::nanos)
                        .sorted()
                        .toList(),
                took);
    }

    public long badTotal() {
        return sum(bad);
    }

    public long refusedTotal() {
        return sum(refused);
    }

    /** All requests, refused ones included. */
    public long requests() {
        return good + badTotal() + refusedTotal();
    }

    /** The share of good answers among those that were not refused, 0 if all were. */
    public double goodShare() {
        long answers = good + badTotal();
        return answers == 0 ? 0 : (double) good / answers;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(n -> n).sum();
    }

    /** The least latency that this share of the answers stays within, in milliseconds. */
    double latencyMillis(double quantile) {
        if (latencies.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(quantile * latencies.size());
        return latencies.get(Math.max(0, rank - 1)) / 1e6;
    }

    private double rate() {
        return requests() / (took.toNanos() / 1e9);
    }

    Json json() {
        TreeMap<String, Json> latency = new TreeMap<>();
        for (int i = 0; i < QUANTILES.length; i++) {
            latency.put(NAMES.get(i), Json.of(Math.round(latencyMillis(QUANTILES[i]) * 1_000) / 1_000.0));
        }
        return Json.object(
                "requests", requests(),
                "seconds", took.toMillis() / 1_000.0,
                "good", good,
                "bad", badTotal(),
                "refused", refusedTotal(),
                "goodShare", Math.round(goodShare() * 1_000_000) / 1_000_000.0,
                "badByKind", counts(bad),
                "refusedByReason", counts(refused),
                "degraded", counts(degraded),
                "latencyMillis", new Json.Obj(latency));
    }

    private static Json counts(Map<String, Long> counts) {
        TreeMap<String, Json> members = new TreeMap<>();
        counts.forEach((name, count) -> members.put(name, Json.of(count)));
        return new Json.Obj(members);
    }

    String text() {
        String latency = IntStream.range(0, QUANTILES.length)
                .mapToObj(i -> String.format(Locale.ROOT, "%s %.1f ms", NAMES.get(i), latencyMillis(QUANTILES[i])))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                """
                requests  %d in %.1f s (%.1f a second)
                good      %d, %.2f %% of the answers that were not refused
                bad       %d%s
                refused   %d%s
                degraded  %s
                latency   %s (from the planned time)
                """,
                requests(),
                took.toNanos() / 1e9,
                rate(),
                good,
                100 * goodShare(),
                badTotal(),
                list(bad),
                refusedTotal(),
                list(refused),
                degraded.isEmpty() ? "none" : list(degraded).substring(2),
                latency);
    }

    private static String list(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ", counts.isEmpty() ? "" : ": ", ""));
    }
}
