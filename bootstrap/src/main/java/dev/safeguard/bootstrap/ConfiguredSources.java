package dev.safeguard.bootstrap;

import dev.safeguard.adapter.config.Configuration;
import dev.safeguard.adapter.config.PrometheusSection;
import dev.safeguard.adapter.config.SloQueries;
import dev.safeguard.adapter.telemetry.PrometheusCredentials;
import dev.safeguard.adapter.telemetry.PrometheusMetricSource;
import dev.safeguard.adapter.telemetry.PrometheusQueries;
import dev.safeguard.adapter.telemetry.PrometheusServer;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a configuration says that its SLOs are measured: each SLO by buckets of its own length. */
final class ConfiguredSources implements MetricSource {

    /** A scrape that is a little late still belongs to its bucket. */
    private static final Duration LAG = Duration.ofSeconds(5);

    private final Map<SloName, MetricSource> bySlo;

    private ConfiguredSources(Map<SloName, MetricSource> bySlo) {
        this.bySlo = Map.copyOf(bySlo);
    }

    static MetricSource of(Configuration configuration, PrometheusSection.Server where, Clock clock) {
        PrometheusServer server = PrometheusServer.at(where.url());
        if (where.tokenFile().isPresent()) {
            server = server.as(new PrometheusCredentials.BearerToken(where.tokenFile().get()));
        }
        Map<SloName, MetricSource> bySlo = new HashMap<>();
        for (AlertRule rule : configuration.rules()) {
            SloName slo = rule.slo().name();
            for (SloQueries queries : configuration.queries()) {
                if (queries.slo().equals(slo)) {
                    var watched = new PrometheusMetricSource.Watched(
                            PrometheusQueries.of(slo, queries.good(), queries.total()), Optional.empty());
                    bySlo.put(
                            slo,
                            new PrometheusMetricSource(
                                    server, Map.of(slo, watched), rule.slo().resolution(), LAG, clock));
                }
            }
        }
        return new ConfiguredSources(bySlo);
    }

    @Override
    public List<Sample> closedBuckets(SloName slo, Instant from, Instant until) {
        return Optional.ofNullable(bySlo.get(slo))
                .map(source -> source.closedBuckets(slo, from, until))
                .orElse(List.of());
    }

    @Override
    public ErrorBreakdown breakdown(SloName slo, Instant from, Instant until) {
        return Optional.ofNullable(bySlo.get(slo))
                .map(source -> source.breakdown(slo, from, until))
                .orElse(ErrorBreakdown.NONE);
    }
}
