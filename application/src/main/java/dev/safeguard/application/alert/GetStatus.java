package dev.safeguard.application.alert;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.SampleStore;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.alert.Alert;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Measurements;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How every SLO under watch stands: its latched level, what its windows show as of the last boundary evaluated, and what
 * is being done about it.
 */
public final class GetStatus {

    private final UnitOfWork work;
    private final Clock clock;

    public GetStatus(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /** The SLOs by name, all of one moment; none when nothing is under watch. */
    public List<SloStatus> get() {
        Instant now = clock.now();
        return work.read(stores -> stores.alerts().rules().stream()
                .map(rule -> status(stores, rule, now))
                .toList());
    }

    private static SloStatus status(Stores stores, AlertRule rule, Instant now) {
        Slo slo = rule.slo();
        AlertState stored = stores.alerts().find(slo.name()).orElseGet(() -> AlertState.initial(slo.name(), now));
        Instant asOf = stored.asOf();
        Measurements measurements = window -> {
            SampleStore.Sum sum = stores.samples().sum(slo.name(), asOf.minus(window.length()), asOf);
            return Measurement.of(sum.counts(), new Coverage(sum.buckets(), window.buckets(slo.resolution())));
        };
        Optional<Instant> newestEnd =
                stores.samples().newestStart(slo.name()).map(start -> start.plus(slo.resolution()));
        Alert alert = Alert.evaluate(rule, measurements, asOf, newestEnd);
        Measurement period = measurements.over(slo.periodWindow());
        Optional<Incident> incident = stores.incidents().latestOf(slo.service()).filter(Incident::isOpen);
        List<ActiveMitigation> on = stores.runs().activeMitigations(slo.service());
        return new SloStatus(
                rule,
                stored.level(),
                Freshness.of(newestEnd, now, rule.policy()),
                rule.sliWindow(),
                measurements.over(rule.sliWindow()),
                alert.readings(),
                slo.budget().remaining(period),
                period,
                incident,
                on,
                leftOn(stores, on),
                asOf);
    }

    private static Map<String, String> leftOn(Stores stores, List<ActiveMitigation> on) {
        Map<String, String> reasons = new HashMap<>();
        on.stream()
                .map(ActiveMitigation::subject)
                .distinct()
                .flatMap(subject -> stores.incidents().find(IncidentId.of(subject)).stream())
                .filter(incident -> !incident.isOpen())
                .forEach(incident -> reasons.put(
                        incident.id().toString(), incident.leftOn().orElse("nobody has said why")));
        return reasons;
    }
}
