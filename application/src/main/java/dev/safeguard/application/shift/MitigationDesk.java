package dev.safeguard.application.shift;

import dev.safeguard.application.incident.ResolveIncident;
import dev.safeguard.application.oncall.ClimbLadder;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.runbook.AdvanceRun;
import dev.safeguard.application.runbook.RevertMitigations;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.Reversibility;
import dev.safeguard.domain.runbook.RunLimits;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks after what is done to a service for an incident: the runbook, and the way back once a human has found the cause
 * gone. Which of the two is due, and what else the incident needs, is {@link IncidentDesk}'s.
 */
final class MitigationDesk {

    private final ShiftPlan plan;
    private final UnitOfWork work;
    private final Decisions decide;
    private final Map<String, Mitigation<?>> mitigations;
    private final IncidentHealth health;
    private final ClimbLadder ladder;
    private final AdvanceRun runs;
    private final RevertMitigations reversals;
    private final ResolveIncident resolve;

    private final Map<ServiceName, RunbookRun> activeRuns = new HashMap<>();
    private final Map<ServiceName, Reversal> activeReversals = new HashMap<>();
    private Optional<Failure> failure = Optional.empty();

    /** A runbook that ended without recovery, and when a human was called for it. */
    private record Failure(IncidentId incident, String reason, Instant calledAt) {}

    MitigationDesk(
            ShiftPlan plan, ShiftPorts ports, MetricSource source, IncidentHealth health, ClimbLadder ladder) {
        this.plan = plan;
        this.work = ports.work();
        this.decide = new Decisions(work);
        this.mitigations = ports.mitigations();
        this.health = health;
        this.ladder = ladder;
        this.resolve = new ResolveIncident(work, ports.clock());
        this.runs = new AdvanceRun(work, ports.clock(), source, mitigations, ports.workers(), this::ended);
        this.reversals =
                new RevertMitigations(work, ports.clock(), source, mitigations, ports.workers(), this::ended);
    }

    /** Takes up the runs and reversals that an earlier process left; those that another one holds are left to it. */
    void begin() {
        for (ServiceName service : health.services()) {
            work.read(stores -> stores.runs().activeRun(service)).ifPresent(runs::takeUp);
            work.read(stores -> stores.runs().activeReversal(service)).ifPresent(reversals::takeUp);
        }
    }

    /** Takes in what is stored now. */
    void refresh() {
        activeRuns.clear();
        activeReversals.clear();
        for (ServiceName service : health.services()) {
            work.read(stores -> stores.runs().activeRun(service)).ifPresent(run -> activeRuns.put(service, run));
            work.read(stores -> stores.runs().activeReversal(service))
                    .ifPresent(reversal -> activeReversals.put(service, reversal));
        }
    }

    /** Whether anything is being done to any service. */
    boolean isActing() {
        return !activeRuns.isEmpty() || !activeReversals.isEmpty();
    }

    boolean isRunning(Incident incident) {
        return activeRuns.containsKey(incident.service());
    }

    boolean isReverting(Incident incident) {
        return activeReversals.containsKey(incident.service());
    }

    /** Nothing is on but what was left on deliberately when an earlier incident ended. */
    boolean nothingOn(Incident incident) {
        return work.read(stores -> resolve.stillOn(stores, incident)).isEmpty();
    }

    /** Why the runbook could not mend this incident, where it could not. */
    Optional<String> failureOf(Incident incident) {
        return failure.filter(failed -> failed.incident().equals(incident.id()))
                .map(failed -> failed.incident() + ": " + failed.reason());
    }

    /** A human took over what the runbook could not mend, and what has not recovered since either. */
    boolean handedOver(Instant now) {
        return failure.flatMap(failed -> work.read(stores -> stores.incidents().find(failed.incident()))
                        .filter(incident -> incident.isOpen() && incident.state() != IncidentState.MITIGATED)
                        .filter(incident -> incident.lastHumanActionAt()
                                .filter(at -> at.isAfter(failed.calledAt()))
                                .isPresent())
                        .filter(incident -> !health.recovered(incident, now)))
                .isPresent();
    }

    /** Moves the run of the incident's service on; whether anything was decided. */
    boolean advanceRun(Incident incident, Instant now) {
        RunbookRun active = activeRuns.get(incident.service());
        if (active == null) {
            return false;
        }
        Optional<String> hands = handsOn(incident, active);
        if (hands.isPresent()) {
            return stepBack(incident, active, hands.get(), now);
        }
        RunbookRun after = runs.advance(active);
        Optional<AutomationPause> pause = runs.heldBack(after);
        if (pause.isPresent()) {
            return pausedRun(incident, after, pause.get(), now) || !after.equals(active);
        }
        if (after.phase() instanceof Phase.Finished finished && finished.result() != Phase.Result.RECOVERED) {
            failure = Optional.of(new Failure(incident.id(), finished.reason(), now));
        }
        return !after.equals(active);
    }

    /** Automation steps back from an incident that a human has taken into their own hands since the run began. */
    private static Optional<String> handsOn(Incident incident, RunbookRun run) {
        return run.authority() instanceof Authority.Automation
                ? incident.timeline().stream()
                        .filter(event -> event.actor().isHuman() && event.at().isAfter(run.startedAt()))
                        .filter(event -> event.change() instanceof Change.Triaged
                                || event.change().equals(new Change.Recorded(Change.Fact.HANDS_ON)))
                        .map(event -> event.actor().name())
                        .findFirst()
                : Optional.empty();
    }

    private boolean stepBack(Incident incident, RunbookRun active, String human, Instant now) {
        return decide.on(incident, (stores, current) -> {
            String reason = human + " has taken it into their own hands";
            runs.stop(stores, active, reason, now);
            stores.incidents()
                    .save(current.with(
                            now,
                            Actor.RUNBOOK,
                            new Change.Recorded(Change.Fact.HELD_BACK),
                            "runbook " + active.runbook().name() + " stops where it is: " + reason));
            return true;
        });
    }

    /** Told once, and a human is called: nothing more is done by itself. */
    private boolean pausedRun(Incident incident, RunbookRun run, AutomationPause pause, Instant now) {
        String message = "runbook " + run.runbook().name() + " waits: " + pause.sentence();
        return heldBack(incident, message, now, stores -> callForHelp(stores, incident.id(), message, now));
    }

    /** The runbook that may start by itself: picked by triage, allowed to, and not tried in vain for this incident. */
    Optional<Runbook> mayStart(Incident incident) {
        if (plan.automation() == ShiftPlan.Automation.SHOW) {
            return Optional.empty();
        }
        boolean triedInVain = work.read(stores -> stores.runs().runsOf(incident.service())).stream()
                .filter(run -> run.subject().equals(incident.id().toString()))
                .anyMatch(run -> run.phase() instanceof Phase.Finished finished
                        && finished.result() != Phase.Result.RECOVERED);
        return triedInVain
                ? Optional.empty()
                : incident.runbook()
                        .flatMap(name -> plan.runbooks().stream()
                                .filter(runbook -> runbook.name().equals(name))
                                .findFirst())
                        .filter(runbook -> runbook.autonomy() == Autonomy.AUTO)
                        .filter(runbook -> runbook.steps().stream().allMatch(this::isReversible));
    }

    /** A type that is not installed counts: the run records it as failed. */
    private boolean isReversible(Step step) {
        Mitigation<?> mitigation = mitigations.get(step.mitigation());
        return mitigation == null || mitigation.reversibility() == Reversibility.REVERSIBLE;
    }

    /** Starts a run, or says why none may start now; whether either was done. */
    boolean start(Incident incident, Runbook runbook, Instant now) {
        Optional<String> refusal = work.read(stores -> stores.runs()
                .pause()
                .map(AutomationPause::sentence)
                .or(() -> RunLimits.refusal(stores.runs().runsOf(incident.service()), now)));
        if (refusal.isPresent()) {
            return heldBack(incident, "runbook " + runbook.name() + " is held back: " + refusal.get(), now);
        }
        Slo slo = health.firstSlo(incident);
        return decide.on(incident, (stores, current) -> {
            runs.start(stores, current, slo, runbook, new Authority.Automation(), now);
            return true;
        });
    }

    private boolean heldBack(Incident incident, String message, Instant now) {
        return heldBack(incident, message, now, stores -> {});
    }

    /** Said once for each reason since the incident last moved, and followed by this once. */
    private boolean heldBack(Incident incident, String message, Instant now, Consumer<Stores> then) {
        long moved = lastSequence(incident, event -> event.change().target().isPresent());
        boolean said = incident.facts(Change.Fact.HELD_BACK).stream()
                .anyMatch(event -> event.sequence() > moved && event.message().equals(message));
        return !said
                && decide.on(incident, (stores, current) -> {
                    stores.incidents()
                            .save(current.with(
                                    now, Actor.RUNBOOK, new Change.Recorded(Change.Fact.HELD_BACK), message));
                    then.accept(stores);
                    return true;
                });
    }

    private void callForHelp(Stores stores, IncidentId id, String reason, Instant now) {
        ladder.urge(stores, id, reason, now, health::figuresOf);
    }

    /** A runbook that could not mend it calls a human with its last breath. */
    private void ended(Stores stores, RunbookRun run) {
        if (run.phase() instanceof Phase.Finished finished && finished.result() != Phase.Result.RECOVERED) {
            callForHelp(stores, IncidentId.of(run.subject()), finished.reason(), finished.at());
        }
    }

    /** Either the incident is over, or a human is called; both together with the end of the reversal. */
    private void ended(Stores stores, Reversal reversal) {
        if (!(reversal.phase() instanceof Phase.Finished finished)) {
            return;
        }
        IncidentId id = IncidentId.of(reversal.subject());
        boolean healthy = finished.result() == Phase.Result.RECOVERED;
        stores.incidents()
                .find(id)
                .filter(current -> current.state() == IncidentState.MITIGATED)
                .ifPresent(current -> {
                    boolean allOff = stores.runs().activeMitigations(current.service()).isEmpty();
                    if (healthy && allOff) {
                        String message = finished.reason() + cause(current);
                        resolve.resolve(stores, current, Actor.RUNBOOK, message, finished.at());
                    } else {
                        Decisions.note(stores, current, finished.reason(), finished.at());
                    }
                });
        // Whoever ordered it sees what came of it, and what is needed is on again.
        if (!healthy && reversal.authority() instanceof Authority.Automation) {
            callForHelp(stores, id, finished.reason(), finished.at());
        }
    }

    /** Whether a human has ordered what is being taken off, which then goes on whatever becomes of the incident. */
    boolean isRevertingByOrder(Incident incident) {
        return Optional.ofNullable(activeReversals.get(incident.service()))
                .filter(reversal -> reversal.authority() instanceof Authority.Person)
                .isPresent();
    }

    /** Moves the reversal of the incident's service on; whether anything was decided. */
    boolean advanceReversal(Incident incident, Instant now) {
        Reversal active = activeReversals.get(incident.service());
        if (active == null) {
            return false;
        }
        Reversal after = reversals.advance(active);
        Optional<AutomationPause> pause = reversals.heldBack(after);
        if (pause.isPresent()) {
            return heldBack(incident, "taking mitigations off waits: " + pause.get().sentence(), now)
                    || !after.equals(active);
        }
        return !after.equals(active);
    }

    /** Begins to take off what is on, once a human has found the cause gone; whether it was begun. */
    boolean startReversal(Incident incident, Instant now) {
        if (!causeGone(incident)) {
            return false;
        }
        List<ActiveMitigation> on = work.read(stores -> stores.runs().activeMitigations(incident.service()));
        Optional<ActiveMitigation> forHumans =
                on.stream().filter(mitigation -> !isReversible(mitigation.step())).findFirst();
        if (forHumans.isPresent()) {
            return heldBack(
                    incident,
                    "only a human may take " + forHumans.get().step().name() + " off: mitigation revert "
                            + forHumans.get().id(),
                    now);
        }
        Slo slo = health.firstSlo(incident);
        Optional<Ratio> sli = reversals.sli(slo, now);
        return decide.on(incident, (stores, current) -> {
            Optional<Reversal> started = reversals.start(
                    stores,
                    current,
                    slo,
                    stores.runs().activeMitigations(current.service()),
                    new Authority.Automation(),
                    sli,
                    now);
            started.ifPresent(reversal -> Decisions.note(
                    stores,
                    current,
                    "taking " + reversal.mitigations().size() + " mitigations off again, newest first",
                    now));
            return started.isPresent();
        });
    }

    private static String cause(Incident incident) {
        return incident.cause().map(cause -> " · cause: " + cause).orElse("");
    }

    /** A cause was stated after anything the runbook last did, so that going back is not tried twice on one word. */
    private static boolean causeGone(Incident incident) {
        long stated = lastSequence(incident, event -> event.change() instanceof Change.CauseFound);
        long tried = lastSequence(
                incident, event -> event.change().equals(new Change.Recorded(Change.Fact.RUNBOOK)));
        return stated > tried;
    }

    /** The sequence of the last such entry; 0 where there is none. */
    static long lastSequence(Incident incident, Predicate<IncidentEvent> which) {
        return incident.timeline().reversed().stream()
                .filter(which)
                .findFirst()
                .map(IncidentEvent::sequence)
                .orElse(0L);
    }

    /**
     * What is going on for an incident that a human has ended stops where it is. What is on stays on the ledger, and
     * what the human could not know of when it ended is said.
     */
    boolean abandon(Incident incident, Instant now) {
        Optional<RunbookRun> run = Optional.ofNullable(activeRuns.get(incident.service()));
        Optional<Reversal> reversal = Optional.ofNullable(activeReversals.get(incident.service()));
        if (run.isEmpty() && reversal.isEmpty()) {
            return false;
        }
        String reason = incident.id() + " is " + incident.state().word();
        work.commit(stores -> {
            run.ifPresent(active -> runs.stop(stores, active, reason, now));
            reversal.filter(active -> active.authority() instanceof Authority.Automation)
                    .ifPresent(active -> reversals.stop(stores, active, reason, now));
            leaveOn(stores, incident.id(), reason, now);
        });
        return true;
    }

    private static void leaveOn(Stores stores, IncidentId id, String reason, Instant now) {
        Incident incident = stores.incidents().find(id).orElseThrow();
        String names = stores.runs().activeMitigations(incident.service()).stream()
                .filter(on -> on.subject().equals(id.toString()))
                .map(on -> on.step().name())
                .collect(Collectors.joining(", "));
        boolean said = incident.facts(Change.Fact.LEFT_ON).stream()
                .reduce((first, last) -> last)
                .flatMap(event -> event.figures().text("mitigations"))
                .filter(names::equals)
                .isPresent();
        if (!names.isEmpty() && !said) {
            String why = incident.leftOn().orElse("its runbook was under way when it ended: " + reason);
            Figures figures = Figures.NONE.with("mitigations", names).with("reason", why);
            stores.incidents()
                    .save(incident.with(
                            now,
                            Actor.RUNBOOK,
                            new Change.Recorded(Change.Fact.LEFT_ON),
                            names + " left on: " + why,
                            figures));
        }
    }
}
