package dev.safeguard.application.runbook;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Observation;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.StepOutcome;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks a runbook for an incident: starts a run, and moves it on as far as it goes without waiting. Every decision is
 * stored before it is acted on, and every outcome before the next decision; no transaction is open during a call.
 */
public final class AdvanceRun {

    private final UnitOfWork work;
    private final MetricSource source;
    private final ControlSurface surface;

    public AdvanceRun(UnitOfWork work, MetricSource source, Map<String, Mitigation<?>> mitigations) {
        this.work = work;
        this.source = source;
        this.surface = new ControlSurface(source, mitigations);
    }

    /** The incident with a run of this runbook begun, within a transaction. */
    public Incident start(Stores stores, Incident incident, Slo slo, Runbook runbook, Instant now) {
        String subject = incident.id().toString();
        RunbookRun run = RunbookRun.start(stores.runs().nextId(subject), subject, slo, runbook, now);
        stores.runs().save(run);
        if (incident.state() == IncidentState.MITIGATING) {
            return incident;
        }
        Incident mitigating = incident.with(
                now, Actor.RUNBOOK, new Change.MitigationStarted(), "runbook " + runbook.name() + " started: " + run.id());
        stores.incidents().save(mitigating);
        return mitigating;
    }

    /** Takes up a run that another process left, so that a call whose outcome was lost is looked into first. */
    public void resume(RunbookRun run) {
        work.commit(stores -> {
            stores.runs().save(run.resumed());
        });
    }

    /** Stops a run by a decision from outside, within a transaction; a change that may have been made is on the ledger. */
    public void stop(Stores stores, RunbookRun run, String reason, Instant now) {
        stores.runs().save(run.stopped(reason, now));
        run.phase().intent().ifPresent(intent -> stores.runs().add(inForce(run, intent, now)));
    }

    /** The run after everything that can be done by now; it is finished, or {@code next(now)} says until when to wait. */
    public RunbookRun advance(RunbookRun run, Instant now) {
        RunbookRun current = run;
        Optional<Observation> observation = surface.carryOut(current.next(now), current.slo());
        while (observation.isPresent()) {
            RunbookRun before = current;
            RunbookRun after = before.after(observation.get(), now);
            List<StepResult> news =
                    after.results().subList(before.results().size(), after.results().size());
            ErrorBreakdown breakdown = news.isEmpty()
                    ? ErrorBreakdown.NONE
                    : source.breakdown(after.slo(), now.minus(after.resolution()), now);
            work.commit(stores -> {
                stores.runs().save(after);
                keepLedger(stores, before, after, now);
                tell(stores, after, news, breakdown, now);
            });
            current = after;
            observation = surface.carryOut(current.next(now), current.slo());
        }
        return current;
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
