package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.EventCounts;
import java.time.Instant;
import java.util.List;

/**
 * The course of one SLO's history, in as many columns as a picture has room for.
 *
 * @param columns equal parts of the time from {@code from} to {@code to}, oldest first
 */
public record Trace(AlertRule rule, Instant from, Instant to, List<Column> columns) {

    public Trace {
        columns = List.copyOf(columns);
    }

    /**
     * One part of the history.
     *
     * @param events those of the buckets that start in it
     * @param buckets how many of those there are
     * @param worst the events of the bucket with the lowest SLI, empty where none had traffic
     * @param burns for each tier of the policy
     */
    public record Column(EventCounts events, int buckets, EventCounts worst, List<Burn> burns) {
        public Column {
            burns = List.copyOf(burns);
        }
    }

    /**
     * The fastest burns of a tier at the boundaries in a column; in floating point, for they are drawn and decide nothing.
     *
     * @param longest of the long window
     * @param shortest of the short window
     */
    public record Burn(double longest, double shortest) {}
}
