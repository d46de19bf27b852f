package dev.safeguard.application.runbook;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Direction;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Observation;
import dev.safeguard.domain.runbook.Recovery;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.StepOutcome;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.runbook.Worker;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Takes mitigations off again, newest first, watching the SLI after each: starts a reversal, and moves it on as far as it
 * goes without waiting. Stored step by step as a run is.
 */
public final class RevertMitigations {

    private static final int BASELINE_BUCKETS = 5;

    private final MetricSource source;
    private final StepByStep<Reversal> steps;

    public RevertMitigations(
            UnitOfWork work,
            Clock clock,
            MetricSource source,
            Map<String, Mitigation<?>> mitigations,
            Workers workers) {
        this(work, clock, source, mitigations, workers, (stores, reversal) -> {});
    }

    /**
     * With what else is due when a reversal comes to its end.
     *
     * @param atEnd takes the finished reversal, in the transaction that stores its end: a crash loses both or neither
     */
    public RevertMitigations(
            UnitOfWork work,
            Clock clock,
            MetricSource source,
            Map<String, Mitigation<?>> mitigations,
            Workers workers,
            BiConsumer<Stores, Reversal> atEnd) {
        this.source = source;
        this.steps = new StepByStep<>(work, clock, source, mitigations, workers, new Backward(atEnd));
    }

    /** The SLI as it is now, by the newest checks; asked before a reversal is begun, as a source may be far away. */
    public Optional<Ratio> sli(Slo slo, Instant now) {
        List<Sample> newest =
                source.closedBuckets(slo.name(), now.minus(slo.resolution().multipliedBy(BASELINE_BUCKETS)), now);
        return Recovery.judgeNewest(newest, slo.objective()).sli();
    }

    /**
     * A reversal of these mitigations, begun within a transaction; nothing when there are none.
     *
     * @param sli what was measured before anything is taken off, where something was
     * @throws StoreException.Conflict when something is being done to the service already
     */
    public Optional<Reversal> start(
            Stores stores,
            Incident incident,
            Slo slo,
            List<ActiveMitigation> mitigations,
            Authority authority,
            Optional<Ratio> sli,
            Instant now) {
        if (mitigations.isEmpty()) {
            return Optional.empty();
        }
        String subject = incident.id().toString();
        Reversal reversal =
                Reversal.start(stores.runs().nextId(subject), subject, slo, mitigations, authority, sli);
        stores.runs().save(reversal, Lease.unclaimed(now));
        return Optional.of(reversal);
    }

    /** The reversal taken up from a worker that left it; unchanged where somebody else holds it. */
    public Reversal takeUp(Reversal reversal) {
        return steps.takeUp(reversal);
    }

    /**
     * Stops a reversal by a decision from outside, within a transaction; what is, or may be, in force is on the ledger. Who
     * is in the middle of a step of it has lost it, and cannot bring it back to life.
     */
    public void stop(Stores stores, Reversal reversal, String reason, Instant now) {
        Lease lease = stores.runs().lease(reversal.id()).orElseGet(() -> Lease.unclaimed(now));
        stores.runs().save(reversal.stopped(reason, now), lease.claimedBy(Worker.NOBODY, now));
        reversal.phase()
                .intent()
                .filter(intent -> intent.direction() == Direction.REAPPLY)
                .ifPresent(intent -> stores.runs().add(reversal.mitigations().get(intent.step())));
    }

    /** The reversal after everything that can be done by now. */
    public Reversal advance(Reversal reversal) {
        return steps.advance(reversal);
    }

    /** Why no further step is taken by itself, where none is. */
    public Optional<AutomationPause> heldBack(Reversal reversal) {
        return steps.heldBack(reversal);
    }

    /** A reversal, which walks a run's mitigations backward. */
    private record Backward(BiConsumer<Stores, Reversal> atEnd) implements StepByStep.Way<Reversal> {

        @Override
        public Optional<Reversal> active(Stores stores, ServiceName service) {
            return stores.runs().activeReversal(service);
        }

        @Override
        public Reversal resumed(Reversal reversal) {
            return reversal.resumed();
        }

        @Override
        public Reversal after(Reversal reversal, Observation observation, Instant now) {
            return reversal.after(observation, now);
        }

        @Override
        public void keep(
                Stores stores,
                Reversal before,
                Reversal after,
                List<StepResult> news,
                ErrorBreakdown breakdown,
                Instant now) {
            keepLedger(stores, before, after);
            tell(stores, after, news, breakdown, now);
            if (after.isFinished()) {
                atEnd.accept(stores, after);
            }
        }
    }

    /** Off the ledger the moment it is off the service, and on again when it is, or may be, back in force. */
    private static void keepLedger(Stores stores, Reversal before, Reversal after) {
        before.phase().intent().ifPresent(intent -> {
            ActiveMitigation mitigation = after.mitigations().get(intent.step());
            boolean done = after.results().size() == before.results().size() && !after.phase().equals(intent);
            if (done && intent.direction() == Direction.REVERT) {
                stores.runs().remove(mitigation);
            } else if (intent.direction() == Direction.REAPPLY && (done || endedUnknown(after))) {
                stores.runs().add(mitigation);
            }
        });
    }

    private static boolean endedUnknown(Reversal reversal) {
        return !reversal.results().isEmpty()
                && reversal.results().getLast().outcome() == StepOutcome.UNKNOWN;
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
