package dev.safeguard.adapter.telemetry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Since when each target has been watched, by whichever query. A series that begins on a target that was watched before
 * began at zero: had it been there, it would have been seen. Of one that comes with its target, nobody knows how long
 * it has been counting.
 */
final class Sightings {

    /** How long there may be between two samples of a series that is alive. */
    static final Duration LIVELY = Duration.ofMinutes(5);

    private final Map<List<String>, Long> since = new HashMap<>();

    void note(List<PrometheusAnswer.Series> loaded) {
        for (PrometheusAnswer.Series series : loaded) {
            if (series.points().size() > 0) {
                since.merge(target(series), series.points().millis(0), Math::min);
            }
        }
    }

    /**
     * Whether a series that is first seen at this time began then. The series of one instance are sampled together;
     * those of none may come one after the other, so the first of them says nothing about the next for a while.
     */
    boolean isNew(PrometheusAnswer.Series series, long millis) {
        long watched = millis - since.getOrDefault(target(series), millis);
        return series.labels().containsKey("instance") ? watched > 0 : watched >= LIVELY.toMillis();
    }

    private static List<String> target(PrometheusAnswer.Series series) {
        return List.of(series.labels().getOrDefault("job", ""), series.labels().getOrDefault("instance", ""));
    }
}
