package dev.safeguard.application.incident;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Escalation;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Recovery;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends an incident: every SLO of it passes a recovery check by measurement, and no mitigation is left on. A human may
 * force it against the measurement, or leave mitigations on deliberately, each with a reason that goes on the timeline.
 */
public final class ResolveIncident {

    private static final int BUCKETS = 15;

    private final UnitOfWork work;
    private final Clock clock;

    public ResolveIncident(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The incident, resolved now.
     *
     * @param cause the root cause, where it is known
     * @param forced why it is resolved though a measurement speaks against it
     * @param leavingOn why the mitigations that are on may stay on; of no meaning where none is
     * @throws NotRecoveredException when something speaks against it and the reason for it is not given
     */
    public Incident resolve(
            IncidentId id, Optional<String> cause, Optional<String> forced, Optional<String> leavingOn, Actor human) {
        return work.write(stores -> {
            Instant now = clock.now();
            Incident incident = Lookup.any(stores, id);
            incident.with(now, human, new Change.Resolved(), "an illegal move is refused before anything else");
            List<String> against = notRecovered(stores, incident, now);
            MitigationsOn on = MitigationsOn.of(stores, incident);
            refuse(id, forced.isPresent() ? List.of() : against, leavingOn.isPresent() ? Optional.empty() : on.objection());
            Incident stated = cause.map(text -> incident.with(now, human, new Change.CauseFound(text), text))
                    .orElse(incident);
            Incident told = on.left(stated, leavingOn, human, now);
            String message = against.isEmpty()
                    ? "resolved by " + human + ", recovered by measurement"
                    : "resolved by " + human + " though " + String.join(" and ", against) + ": " + forced.orElse("");
            return resolve(stores, told, human, message, now);
        });
    }

    /** The incident, resolved within a transaction by somebody who has made sure that it may be. */
    public Incident resolve(Stores stores, Incident incident, Actor actor, String message, Instant now) {
        Figures figures = Figures.NONE.with("sinceDetection", Duration.between(incident.detectedAt(), now));
        Incident resolved = incident.with(now, actor, new Change.Resolved(), message, figures);
        stores.incidents().save(resolved);
        stores.escalations()
                .find(incident.id().toString())
                .map(Escalation::acknowledged)
                .ifPresent(stores.escalations()::save);
        return resolved;
    }

    /** The mitigations on the incident's service of which nobody has said why they may stay on, oldest first. */
    public List<ActiveMitigation> stillOn(Stores stores, Incident incident) {
        return MitigationsOn.of(stores, incident).unexplained();
    }

    private static void refuse(IncidentId id, List<String> notRecovered, Optional<String> stillOn) {
        List<String> objections = new ArrayList<>(notRecovered);
        stillOn.ifPresent(objections::add);
        if (!objections.isEmpty()) {
            List<String> remedies = new ArrayList<>();
            if (!notRecovered.isEmpty()) {
                remedies.add("--force REASON resolves it all the same");
            }
            stillOn.ifPresent(unused -> remedies.add("--leave-on REASON leaves them on"));
            throw new NotRecoveredException(id, objections, String.join(", ", remedies));
        }
    }

    /** What the measurements say against resolving it now. */
    private static List<String> notRecovered(Stores stores, Incident incident, Instant now) {
        List<String> objections = new ArrayList<>();
        for (SloName name : incident.slos()) {
            stores.alerts().findRule(name).map(AlertRule::slo).ifPresent(slo -> {
                Recovery recovery = recovery(stores, slo, now);
                if (!(recovery instanceof Recovery.Recovered)) {
                    objections.add(name + " has not passed a recovery check ("
                            + recovery.sli()
                                    .map(sli -> "SLI " + sli.toDecimal(4).toPlainString())
                                    .orElse("nothing measured")
                            + ", objective " + slo.objective() + ")");
                }
            });
        }
        return objections;
    }

    private static Recovery recovery(Stores stores, Slo slo, Instant now) {
        List<Sample> newest =
                stores.samples().find(slo.name(), now.minus(slo.resolution().multipliedBy(BUCKETS)), now);
        return Recovery.judgeNewest(newest, slo.objective());
    }
}
