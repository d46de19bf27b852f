package dev.safeguard.adapter.telemetry;

import dev.safeguard.domain.slo.SloName;
import java.util.Optional;

/**
 * Which events of a Prometheus are counted. A query selects counters, whose growth is then counted here, or is an
 * expression over {@code [$window]}, which is evaluated for every bucket.
 *
 * @param good the query for good events
 * @param total the query for all events
 * @param slo the name of the SLO that both are about, when they are about one
 * @param by the label that names the SLO of a series, when they are about many; {@code slo} is then not used
 */
public record PrometheusQueries(String good, String total, SloName slo, Optional<String> by) {

    public PrometheusQueries {
        by.ifPresent(label -> {
            if (!label.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException(
                        "a label is letters, digits and _, and starts with no digit, was \"" + label + "\"");
            }
        });
    }

    /** Two queries about one SLO. */
    public static PrometheusQueries of(SloName slo, String good, String total) {
        return new PrometheusQueries(good, total, slo, Optional.empty());
    }

    /** The same queries about as many SLOs as this label has values. */
    public PrometheusQueries by(String label) {
        return new PrometheusQueries(good, total, slo, Optional.of(label));
    }
}
