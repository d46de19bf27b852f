package dev.safeguard.application.runbook;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Observation;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.StepOutcome;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.runbook.Worker;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Walks a runbook for an incident: starts a run, and moves it on as far as it goes without waiting. Every decision is
 * stored before it is acted on, and every outcome before the next decision; no transaction is open during a call.
 *
 * <p>The guarantee, wherever the process is killed: each change is applied at least once under one key and one absolute
 * value, and has exactly one recorded outcome. Several processes may try to advance the same run; the lease on it lets
 * one, and what the others commit is refused. One instance is used by one thread.
 */
public final class AdvanceRun {

    private final StepByStep<RunbookRun> steps;

    public AdvanceRun(
            UnitOfWork work,
            Clock clock,
            MetricSource source,
            Map<String, Mitigation<?>> mitigations,
            Workers workers) {
        this(work, clock, source, mitigations, workers, (stores, run) -> {});
    }

    /**
     * With what else is due when a run comes to its end.
     *
     * @param atEnd takes the finished run, in the transaction that stores its end: a crash loses both or neither
     */
    public AdvanceRun(
            UnitOfWork work,
            Clock clock,
            MetricSource source,
            Map<String, Mitigation<?>> mitigations,
            Workers workers,
            BiConsumer<Stores, RunbookRun> atEnd) {
        this.steps = new StepByStep<>(work, clock, source, mitigations, workers, new Forward(atEnd));
    }

    /**
     * The incident with a run of this runbook begun, within a transaction. Whoever advances it first takes it up.
     *
     * @throws StoreException.Conflict when something is being done to the service already
     */
    public Incident start(
            Stores stores, Incident incident, Slo slo, Runbook runbook, Authority authority, Instant now) {
        String subject = incident.id().toString();
        RunbookRun run =
                RunbookRun.start(stores.runs().nextId(subject), subject, slo, runbook, authority, now);
        stores.runs().save(run, Lease.unclaimed(now));
        Actor actor =
                switch (authority) {
                    case Authority.Automation ignored -> Actor.RUNBOOK;
                    case Authority.Person person -> Actor.human(person.name());
                };
        String message = "runbook " + runbook.name() + " started: " + run.id();
        Change change = incident.state() == IncidentState.MITIGATING
                ? new Change.Recorded(Change.Fact.NOTE)
                : new Change.MitigationStarted();
        Incident started = incident.with(now, actor, change, message);
        stores.incidents().save(started);
        return started;
    }

    /** The run taken up from a worker that left it; unchanged where somebody else holds it. */
    public RunbookRun takeUp(RunbookRun run) {
        return steps.takeUp(run);
    }

    /**
     * Stops a run by a decision from outside, within a transaction; a change that may have been made is on the ledger. Who
     * is in the middle of a step of it has lost it, and cannot bring it back to life.
     */
    public void stop(Stores stores, RunbookRun run, String reason, Instant now) {
        Lease lease = stores.runs().lease(run.id()).orElseGet(() -> Lease.unclaimed(now));
        stores.runs().save(run.stopped(reason, now), lease.claimedBy(Worker.NOBODY, now));
        run.phase().intent().ifPresent(intent -> stores.runs().add(inForce(run, intent, now)));
    }

    /** The run after everything that can be done by now; it is finished, or {@code next(now)} says until when to wait. */
    public RunbookRun advance(RunbookRun run) {
        return steps.advance(run);
    }

    /** Why no further step is taken by itself, where none is. */
    public Optional<AutomationPause> heldBack(RunbookRun run) {
        return steps.heldBack(run);
    }

    /** A run, which walks its runbook forward. */
    private record Forward(BiConsumer<Stores, RunbookRun> atEnd) implements StepByStep.Way<RunbookRun> {

        @Override
        public Optional<RunbookRun> active(Stores stores, ServiceName service) {
            return stores.runs().activeRun(service);
        }

        @Override
        public RunbookRun resumed(RunbookRun run) {
            return run.resumed();
        }

        @Override
        public RunbookRun after(RunbookRun run, Observation observation, Instant now) {
            return run.after(observation, now);
        }

        @Override
        public void keep(
                Stores stores,
                RunbookRun before,
                RunbookRun after,
                List<StepResult> news,
                ErrorBreakdown breakdown,
                Instant now) {
            keepLedger(stores, before, after, now);
            tell(stores, after, news, breakdown, now);
            if (after.isFinished()) {
                atEnd.accept(stores, after);
            }
        }
    }

    /** On the ledger from the moment it is, or may be, in force. */
    private static void keepLedger(Stores stores, RunbookRun before, RunbookRun after, Instant now) {
        before.phase()
                .intent()
                .filter(intent -> after.phase() instanceof Phase.Measuring || endedUnknown(after))
                .ifPresent(intent -> stores.runs().add(inForce(after, intent, now)));
    }

    private static ActiveMitigation inForce(RunbookRun run, Phase.Intended intent, Instant now) {
        return new ActiveMitigation(
                run.id(),
                intent.step(),
                run.runbook().steps().get(intent.step()),
                run.subject(),
                run.service(),
                intent.plan(),
                run.authority(),
                now,
                now.plus(ActiveMitigation.DEFAULT_EXPIRY));
    }

    private static boolean endedUnknown(RunbookRun run) {
        return !run.results().isEmpty() && run.results().getLast().outcome() == StepOutcome.UNKNOWN;
    }

    private static void tell(
            Stores stores, RunbookRun after, List<StepResult> news, ErrorBreakdown breakdown, Instant now) {
        if (news.isEmpty() && !after.isFinished()) {
            return;
        }
        Incident incident = stores.incidents().find(IncidentId.of(after.subject())).orElseThrow();
        int steps = after.runbook().steps().size();
        for (StepResult result : news) {
            ErrorBreakdown gain = result.outcome().wasApplied() ? breakdown : ErrorBreakdown.NONE;
            incident = StepStory.tell(incident, Change.Fact.STEP, result, steps, gain, now);
        }
        if (after.phase() instanceof Phase.Finished finished
                && finished.result() == Phase.Result.RECOVERED
                && incident.state() == IncidentState.MITIGATING) {
            int on = stores.runs().activeMitigations(after.service()).size();
            incident = incident.with(
                    now,
                    Actor.RUNBOOK,
                    new Change.Mitigated(),
                    finished.reason() + ", " + Window.text(Duration.between(incident.detectedAt(), now))
                            + " after it was detected · " + on + (on == 1 ? " mitigation on" : " mitigations on"));
        }
        stores.incidents().save(incident);
    }
}
