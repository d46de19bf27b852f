package dev.safeguard.application.runbook;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Direction;
import dev.safeguard.domain.runbook.Observation;
import dev.safeguard.domain.runbook.Recovery;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes mitigations off again, newest first, watching the SLI after each: starts a reversal, and moves it on as far as it
 * goes without waiting. Stored step by step as a run is.
 */
public final class RevertMitigations {

    private static final int BASELINE_BUCKETS = 5;

    private final UnitOfWork work;
    private final MetricSource source;
    private final ControlSurface surface;

    public RevertMitigations(UnitOfWork work, MetricSource source, Map<String, Mitigation<?>> mitigations) {
        this.work = work;
        this.source = source;
        this.surface = new ControlSurface(source, mitigations);
    }

    /** The SLI as it is now, by the newest checks; asked before a reversal is begun, as a source may be far away. */
    public Optional<Ratio> sli(Slo slo, Instant now) {
        List<Sample> newest =
                source.closedBuckets(slo.name(), now.minus(slo.resolution().multipliedBy(BASELINE_BUCKETS)), now);
        return Recovery.judgeNewest(newest, slo.objective()).sli();
    }

    /**
     * A reversal of everything in force on the incident's service, begun within a transaction; nothing when all is off.
     *
     * @param sli what was measured before anything is taken off, where something was
     */
    public Optional<Reversal> start(Stores stores, Incident incident, Slo slo, Optional<Ratio> sli) {
        List<ActiveMitigation> active = stores.runs().activeMitigations(incident.service());
        if (active.isEmpty()) {
            return Optional.empty();
        }
        String subject = incident.id().toString();
        Reversal reversal = Reversal.start(stores.runs().nextId(subject), subject, slo, active, sli);
        stores.runs().save(reversal);
        return Optional.of(reversal);
    }

    /** Takes up a reversal that another process left, so that a call whose outcome was lost is looked into first. */
    public void resume(Reversal reversal) {
        work.commit(stores -> {
            stores.runs().save(reversal.resumed());
        });
    }

    /** The reversal after everything that can be done by now. */
    public Reversal advance(Reversal reversal, Instant now) {
        Reversal current = reversal;
        Optional<Observation> observation = surface.carryOut(current.next(now), current.slo());
        while (observation.isPresent()) {
            Reversal before = current;
            Reversal after = before.after(observation.get(), now);
            List<StepResult> news =
                    after.results().subList(before.results().size(), after.results().size());
            ErrorBreakdown breakdown = news.isEmpty()
                    ? ErrorBreakdown.NONE
                    : source.breakdown(after.slo(), now.minus(after.resolution()), now);
            work.commit(stores -> {
                stores.runs().save(after);
                keepLedger(stores, before, after);
                tell(stores, after, news, breakdown, now);
            });
            current = after;
            observation = surface.carryOut(current.next(now), current.slo());
        }
        return current;
    }

    /** Off the ledger the moment it is off the service, and on again when it had to be put back. */
    private static void keepLedger(Stores stores, Reversal before, Reversal after) {
        before.phase().intent().ifPresent(intent -> {
            ActiveMitigation mitigation = after.mitigations().get(intent.step());
            boolean done = after.results().size() == before.results().size() && !after.phase().equals(intent);
            if (done && intent.direction() == Direction.REVERT) {
                stores.runs().remove(mitigation);
            } else if (done) {
                stores.runs().add(mitigation);
            }
        });
    }

    private static void tell(
            Stores stores, Reversal after, List<StepResult> news, ErrorBreakdown breakdown, Instant now) {
        if (news.isEmpty()) {
            return;
        }
        Incident incident = stores.incidents().find(IncidentId.of(after.subject())).orElseThrow();
        for (StepResult result : news) {
            incident = StepStory.tell(
                    incident, Change.Fact.REVERT, result, after.mitigations().size(), breakdown, now);
        }
        stores.incidents().save(incident);
    }
}
