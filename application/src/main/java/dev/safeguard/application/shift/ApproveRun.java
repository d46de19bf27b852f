package dev.safeguard.application.shift;

import dev.safeguard.application.incident.DeclareIncident;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.application.runbook.AdvanceRun;
import dev.safeguard.application.runbook.PlanRun;
import dev.safeguard.application.runbook.RunPlan;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Starts a runbook on the word of a human, who has seen what it would do. */
public final class ApproveRun {

    private final UnitOfWork work;
    private final Clock clock;
    private final PlanRun planRun;
    private final AdvanceRun runs;
    private final DeclareIncident declare;

    public ApproveRun(
            UnitOfWork work,
            Clock clock,
            MetricSource source,
            Map<String, Mitigation<?>> mitigations,
            Workers workers) {
        this.work = work;
        this.clock = clock;
        this.planRun = new PlanRun(mitigations);
        this.runs = new AdvanceRun(work, clock, source, mitigations, workers);
        this.declare = new DeclareIncident(work, clock);
    }

    /** What the runbook would do now; nothing is written. */
    public RunPlan plan(AlertRule rule, Runbook runbook) {
        return planRun.plan(rule.slo(), runbook);
    }

    /**
     * The run, begun for the open incident of the service, or for one that is declared by this. Whoever looks after the
     * service moves it on.
     *
     * @param hash of the plan that the human has seen
     * @throws PlanMovedException when that is not what would be done now
     * @throws dev.safeguard.application.port.StoreException.Conflict when something is being done to the service already
     */
    public RunId approve(AlertRule rule, Runbook runbook, String hash, Actor human) {
        RunPlan plan = plan(rule, runbook);
        if (!plan.hash().equals(hash)) {
            throw new PlanMovedException(hash, plan);
        }
        Instant now = clock.now();
        return work.write(stores -> {
            if (stores.alerts().findRule(rule.slo().name()).isEmpty()) {
                stores.alerts().saveRule(rule);
            }
            Incident incident = stores.incidents()
                    .latestOf(rule.slo().service())
                    .filter(Incident::isOpen)
                    .orElseGet(() -> declare.declare(
                            stores, rule, Severity.SEV2, "runbook " + runbook.name() + " is run by hand", human));
            Incident triaged = triaged(stores, incident, runbook, human, now);
            runs.start(stores, triaged, rule.slo(), runbook, new Authority.Person(human.name()), now);
            return stores.runs().activeRun(rule.slo().service()).orElseThrow().id();
        });
    }

    /** Whoever picks a runbook has named the symptom. */
    private static Incident triaged(Stores stores, Incident incident, Runbook runbook, Actor human, Instant now) {
        if (incident.state() != IncidentState.DETECTED) {
            return incident;
        }
        Incident triaged = incident.with(
                now,
                human,
                new Change.Triaged(runbook.symptom(), Optional.of(runbook.name())),
                "symptom " + runbook.symptom() + ", by choosing runbook " + runbook.name());
        stores.incidents().save(triaged);
        return triaged;
    }
}
