package dev.safeguard.application.shift;

import dev.safeguard.application.alert.Observed;
import dev.safeguard.application.alert.WatchAlerts;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.runbook.Recovery;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is measured now of the SLOs that an incident is about. It decides nothing. */
final class IncidentHealth {

    private static final int RECOVERY_BUCKETS = 15;

    /** How far back a measurement may lie that still decides anything. */
    static final Duration LOOKBACK = Duration.ofMinutes(30);

    private final List<AlertRule> rules;
    private final MetricSource source;
    private final WatchAlerts watch;

    IncidentHealth(List<AlertRule> rules, MetricSource source, WatchAlerts watch) {
        this.rules = rules;
        this.source = source;
        this.watch = watch;
    }

    /** The figures of the worst that burns on an incident now. */
    Optional<Figures> burnOf(Incident incident) {
        return worst(incident).map(slo -> slo.leading().figures(slo.rule().slo()));
    }

    /** The figures of the worst that burns on an incident now, or where nothing does, of its most severe tier. */
    Optional<Figures> figuresOf(Incident incident) {
        return burnOf(incident).or(() -> observed(incident)
                .findFirst()
                .map(slo -> slo.alert().readings().getFirst().figures(slo.rule().slo())));
    }

    /** Whether an SLO of it is at a level that pages. */
    boolean pageLevel(Incident incident) {
        return worst(incident).isPresent();
    }

    /** The SLO of it at the highest of the levels that page, where there is one. */
    Optional<Observed> worst(Incident incident) {
        return observed(incident)
                .filter(slo -> slo.after().level().isPage())
                .max(Comparator.comparing(slo -> slo.after().level()));
    }

    /** Whether every SLO of it is healthy by the newest checks. */
    boolean recovered(Incident incident, Instant now) {
        return observed(incident).allMatch(observed -> {
            Slo slo = observed.rule().slo();
            Instant from = now.minus(slo.resolution().multipliedBy(RECOVERY_BUCKETS));
            return Recovery.judgeNewest(source.closedBuckets(slo.name(), from, now), slo.objective())
                    instanceof Recovery.Recovered;
        });
    }

    /** An SLO of it at a level that pages which is proven to fail by the newest of what was measured since then. */
    Optional<Observed> failing(Incident incident, Instant since, Instant now) {
        Instant lookback = now.minus(LOOKBACK);
        Instant from = since.isAfter(lookback) ? since : lookback;
        return observed(incident)
                .filter(slo -> slo.after().level().isPage())
                .filter(slo -> failsSince(slo.rule().slo(), from, now))
                .findFirst();
    }

    private boolean failsSince(Slo slo, Instant since, Instant now) {
        return Recovery.judgeNewest(source.closedBuckets(slo.name(), since, now), slo.objective())
                instanceof Recovery.NotRecovered;
    }

    private Stream<Observed> observed(Incident incident) {
        List<SloName> slos = incident.slos();
        return watch.latest().stream().filter(slo -> slos.contains(slo.rule().slo().name()));
    }

    /** The SLO that was first to burn. */
    Slo firstSlo(Incident incident) {
        return rules.stream()
                .map(AlertRule::slo)
                .filter(slo -> slo.name().equals(incident.slo()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("SLO " + incident.slo() + " is not watched in this shift"));
    }

    /** The services under watch. */
    List<ServiceName> services() {
        return rules.stream().map(rule -> rule.slo().service()).distinct().toList();
    }
}
