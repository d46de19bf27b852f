package dev.safeguard.application.shift;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.application.runbook.RevertMitigations;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.Reversibility;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has mitigations taken off on the word of a human, who may take off what automation must leave on. */
public final class OrderReversal {

    private final UnitOfWork work;
    private final Clock clock;
    private final Map<String, Mitigation<?>> mitigations;
    private final RevertMitigations reversals;

    public OrderReversal(
            UnitOfWork work,
            Clock clock,
            MetricSource source,
            Map<String, Mitigation<?>> mitigations,
            Workers workers) {
        this.work = work;
        this.clock = clock;
        this.mitigations = Map.copyOf(mitigations);
        this.reversals = new RevertMitigations(work, clock, source, mitigations, workers);
    }

    /**
     * The reversal of these, begun. Whoever looks after the service moves it on.
     *
     * @param chosen at least one, all on one service
     * @throws IllegalArgumentException when one of them cannot be undone
     * @throws dev.safeguard.application.port.StoreException.Conflict when something is being done to the service already
     */
    public RunId order(List<ActiveMitigation> chosen, Actor human) {
        chosen.forEach(this::mustBeReversible);
        ServiceName service = chosen.getFirst().service();
        AlertRule rule = work.read(stores -> ruleOf(stores, service));
        Instant now = clock.now();
        Optional<Ratio> sli = reversals.sli(rule.slo(), now);
        return work.write(stores -> {
            IncidentId subject = IncidentId.of(chosen.getLast().subject());
            Incident incident = stores.incidents().find(subject).orElseThrow();
            Reversal reversal = reversals
                    .start(stores, incident, rule.slo(), chosen, new Authority.Person(human.name()), sli, now)
                    .orElseThrow();
            String names = reversal.mitigations().stream()
                    .map(mitigation -> mitigation.step().name())
                    .collect(Collectors.joining(", "));
            stores.incidents()
                    .save(incident.with(
                            now, human, new Change.Recorded(Change.Fact.HANDS_ON), "taking off " + names));
            return reversal.id();
        });
    }

    private void mustBeReversible(ActiveMitigation mitigation) {
        Mitigation<?> type = mitigations.get(mitigation.step().mitigation());
        if (type != null && type.reversibility() == Reversibility.IRREVERSIBLE) {
            throw new IllegalArgumentException(mitigation.id() + " (" + mitigation.step().name()
                    + ") cannot be undone: " + type.blastRadius());
        }
    }

    private static AlertRule ruleOf(Stores stores, ServiceName service) {
        return stores.alerts().rules().stream()
                .filter(rule -> rule.slo().service().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no SLO of " + service + " is under watch"));
    }
}
