package dev.safeguard.application.shift;

import dev.safeguard.application.alert.Observed;
import dev.safeguard.application.alert.WatchAlerts;
import dev.safeguard.application.eval.MakeEvalCase;
import dev.safeguard.application.eval.ReadEvalCases;
import dev.safeguard.application.incident.ResolveIncident;
import dev.safeguard.application.incident.RespondToRise;
import dev.safeguard.application.incident.TriageIncident;
import dev.safeguard.application.oncall.ClimbLadder;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.postmortem.WritePostmortem;
import dev.safeguard.application.runbook.AdvanceRun;
import dev.safeguard.application.runbook.RevertMitigations;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.incident.Recurrence;
import dev.safeguard.domain.incident.Triage;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Recovery;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.Reversibility;
import dev.safeguard.domain.runbook.RunLimits;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks after the incidents that need something: triage, the runbook, the way back, the end, and what is learned. Each
 * look takes an incident as far as it goes at that moment.
 */
final class IncidentDesk {

    private static final Duration TRIAGE_LOOKBACK = Duration.ofMinutes(5);
    private static final int RECOVERY_BUCKETS = 15;

    private final ShiftPlan plan;
    private final Storyteller story;
    private final UnitOfWork work;
    private final MetricSource source;
    private final Map<String, Mitigation> mitigations;
    private final WatchAlerts watch;
    private final ClimbLadder ladder;
    private final RespondToRise respondToRise;
    private final TriageIncident triage;
    private final AdvanceRun runs;
    private final RevertMitigations reversals;
    private final ResolveIncident resolve;
    private final MakeEvalCase makeEvalCase;
    private final ReadEvalCases evalCases;
    private final WritePostmortem postmortem;

    /** The incidents that need something, by service. */
    private final Map<ServiceName, Incident> needy = new HashMap<>();

    private final Map<ServiceName, RunbookRun> activeRuns = new HashMap<>();
    private final Map<ServiceName, Reversal> activeReversals = new HashMap<>();
    private Optional<Failure> failure = Optional.empty();

    /** A runbook that ended without recovery, and when a human was called for it. */
    private record Failure(IncidentId incident, String reason, Instant calledAt) {}

    IncidentDesk(
            ShiftPorts ports,
            MetricSource source,
            Roster roster,
            ClimbLadder ladder,
            ShiftPlan plan,
            WatchAlerts watch,
            Storyteller story) {
        this.plan = plan;
        this.story = story;
        this.work = ports.work();
        this.source = source;
        this.mitigations = ports.mitigations();
        this.watch = watch;
        this.ladder = ladder;
        this.respondToRise = new RespondToRise(roster.escalation());
        this.triage = new TriageIncident(work, ports.clock());
        this.runs = new AdvanceRun(work, source, mitigations);
        this.reversals = new RevertMitigations(work, source, mitigations);
        this.resolve = new ResolveIncident(work, ports.clock());
        this.makeEvalCase = new MakeEvalCase(plan.symptoms());
        this.evalCases = new ReadEvalCases(work, ports.evalSink());
        this.postmortem = new WritePostmortem(work, ports.clock(), ports.postmortemSink(), roster.everybody());
    }

    /** Takes up what an earlier process left: its incidents, told already, and its runs. */
    void begin() {
        work.read(stores -> stores.incidents().all()).forEach(story::knows);
        for (ServiceName service : services()) {
            work.read(stores -> stores.runs().activeRun(service)).ifPresent(runs::resume);
            work.read(stores -> stores.runs().activeReversal(service)).ifPresent(reversals::resume);
        }
        refresh();
    }

    /** Takes in what is stored now, and tells what is new in it. */
    void refresh() {
        needy.clear();
        activeRuns.clear();
        activeReversals.clear();
        for (ServiceName service : services()) {
            work.read(stores -> stores.runs().activeRun(service)).ifPresent(run -> activeRuns.put(service, run));
            work.read(stores -> stores.runs().activeReversal(service))
                    .ifPresent(reversal -> activeReversals.put(service, reversal));
            Optional<Incident> latest = work.read(stores -> stores.incidents().latestOf(service));
            latest.ifPresent(story::tell);
            latest.filter(this::needsSomething).ifPresent(incident -> needy.put(service, incident));
        }
    }

    /** Whether any incident needs something. */
    boolean isBusy() {
        return !needy.isEmpty();
    }

    boolean hasOpenIncident(Slo slo) {
        return Optional.ofNullable(needy.get(slo.service())).filter(Incident::isOpen).isPresent();
    }

    /** A human took over what the runbook could not mend: the shift is over, and not well. */
    boolean handedOver() {
        return failure.filter(failed -> work.read(stores -> stores.incidents().find(failed.incident()))
                        .flatMap(Incident::lastHumanActionAt)
                        .filter(at -> at.isAfter(failed.calledAt()))
                        .isPresent())
                .isPresent();
    }

    /** Why a service is not healthy now that the shift is over, where one is not. */
    Optional<String> notHealthy() {
        if (failure.isPresent()) {
            return failure.map(failed -> failed.incident() + ": " + failed.reason());
        }
        return plan.automation() == ShiftPlan.Automation.SHOW
                ? Optional.empty()
                : needy.values().stream()
                        .filter(incident -> incident.isOpen() && incident.state() != IncidentState.MITIGATED)
                        .findFirst()
                        .map(incident -> incident.id() + " is still " + incident.state().word());
    }

    /** Whether a ladder that was acknowledged has to be climbed again: it still fires, and no human has acted since. */
    boolean needsLadderAgain(Instant now) {
        return needy.values().stream().anyMatch(incident -> attentionRanOut(incident, now));
    }

    void remind(Stores stores, Instant now) {
        needy.values().stream()
                .filter(incident -> attentionRanOut(incident, now))
                .forEach(incident -> ladder.remind(stores, incident.id(), now, this::burnOf));
    }

    /** The figures of the worst that burns on an incident now. */
    Optional<Figures> burnOf(Incident incident) {
        return observed(incident)
                .filter(slo -> slo.after().level().isPage())
                .max(Comparator.comparing(slo -> slo.after().level()))
                .map(slo -> slo.leading().figures(slo.rule().slo()));
    }

    private boolean attentionRanOut(Incident incident, Instant now) {
        boolean unmitigated = incident.isOpen() && incident.state() != IncidentState.MITIGATED;
        return unmitigated
                && pageLevel(incident)
                && incident.acknowledgedAt().isPresent()
                && incident.lastHumanActionAt()
                        .filter(at -> Duration.between(at, now).compareTo(Recurrence.ACK_TIMEOUT) >= 0)
                        .isPresent()
                && incident.facts(Change.Fact.PAGE).stream()
                        .map(IncidentEvent::at)
                        .noneMatch(at -> Duration.between(at, now).compareTo(Recurrence.ACK_TIMEOUT) < 0);
    }

    /**
     * Looks after every incident that needs something, and tells what came of it.
     *
     * @return whether anything was decided
     */
    boolean attend(Instant now) {
        boolean decided = false;
        for (ServiceName service : List.copyOf(needy.keySet())) {
            boolean goesOn = true;
            while (goesOn) {
                Incident before = needy.get(service);
                goesOn = before != null && attend(before, now);
                if (goesOn) {
                    decided = true;
                    refresh();
                }
            }
        }
        return decided;
    }

    /** One look; whether anything was decided. */
    private boolean attend(Incident incident, Instant now) {
        return switch (incident.state()) {
            case DETECTED -> healed(incident, now) || triaged(incident, now);
            case TRIAGED, MITIGATING -> walked(incident, now);
            case MITIGATED -> undone(incident, now) || relapsed(incident, now);
            case RESOLVED -> abandoned(incident, now) || learned(incident, now) || relapsed(incident, now);
            case CLOSED, CANCELLED -> abandoned(incident, now);
        };
    }

    /** What is going on for an incident that a human has ended stops where it is; what is on stays on the ledger. */
    private boolean abandoned(Incident incident, Instant now) {
        Optional<RunbookRun> run = Optional.ofNullable(activeRuns.get(incident.service()));
        Optional<Reversal> reversal = Optional.ofNullable(activeReversals.get(incident.service()));
        if (run.isEmpty() && reversal.isEmpty()) {
            return false;
        }
        String reason = incident.id() + " is " + incident.state().word();
        work.commit(stores -> {
            run.map(active -> active.stopped(reason, now)).ifPresent(stores.runs()::save);
            reversal.map(active -> active.stopped(reason, now)).ifPresent(stores.runs()::save);
        });
        return true;
    }

    /** A human gets the first look; automation does not wait for one who sleeps through the first level. */
    private boolean triaged(Incident incident, Instant now) {
        boolean seen = incident.acknowledgedAt().filter(at -> at.isBefore(now)).isPresent();
        boolean overslept = incident.facts(Change.Fact.PAGE).size() > 1;
        if (!seen && !overslept) {
            return false;
        }
        ErrorBreakdown breakdown = source.breakdown(incident.slo(), now.minus(TRIAGE_LOOKBACK), now);
        Triage verdict = Triage.of(incident.slo(), plan.symptoms(), breakdown);
        Optional<Runbook> runbook = verdict instanceof Triage.Likely likely
                ? plan.runbooks().stream()
                        .filter(known -> known.symptom().equals(likely.symptom().name()))
                        .findFirst()
                : Optional.empty();
        return decided(incident, (stores, current) -> {
            triage.triage(stores, current, verdict, runbook.map(Runbook::name), planned(runbook), now);
            return true;
        });
    }

    private Figures planned(Optional<Runbook> runbook) {
        return plan.automation() == ShiftPlan.Automation.WALK
                ? Figures.NONE
                : runbook.map(known -> Figures.NONE.with(
                                "plan",
                                known.steps().stream().map(Step::name).collect(Collectors.joining(", "))))
                        .orElse(Figures.NONE);
    }

    private boolean walked(Incident incident, Instant now) {
        RunbookRun active = activeRuns.get(incident.service());
        if (active != null) {
            RunbookRun after = runs.advance(active, now);
            if (after.phase() instanceof Phase.Finished finished && finished.result() != Phase.Result.RECOVERED) {
                callForHelp(incident.id(), finished.reason(), now);
                failure = Optional.of(new Failure(incident.id(), finished.reason(), now));
            }
            return !after.equals(active);
        }
        Optional<Runbook> runbook = mayStart(incident);
        if (runbook.isPresent()) {
            return started(incident, runbook.get(), now);
        }
        return healed(incident, now);
    }

    /** The runbook that may start by itself: picked by triage, allowed to, and not tried in vain for this incident. */
    private Optional<Runbook> mayStart(Incident incident) {
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
        return Optional.ofNullable(mitigations.get(step.mitigation()))
                .map(Mitigation::reversibility)
                .filter(Predicate.isEqual(Reversibility.REVERSIBLE).negate())
                .isEmpty();
    }

    private boolean started(Incident incident, Runbook runbook, Instant now) {
        Optional<String> refusal =
                RunLimits.refusal(work.read(stores -> stores.runs().runsOf(incident.service())), now);
        if (refusal.isPresent()) {
            return false;
        }
        Slo slo = slo(incident.slo());
        return decided(incident, (stores, current) -> {
            runs.start(stores, current, slo, runbook, now);
            return true;
        });
    }

    private void callForHelp(IncidentId id, String reason, Instant now) {
        work.commit(stores -> {
            ladder.urge(stores, id, reason, now);
        });
    }

    /** It recovered without us, or with what was left on: nothing burns and the newest checks are good. */
    private boolean healed(Incident incident, Instant now) {
        if (pageLevel(incident) || !recovered(incident, now)) {
            return false;
        }
        return decided(incident, (stores, current) -> {
            int on = stores.runs().activeMitigations(current.service()).size();
            if (on == 0) {
                resolve.resolve(stores, current, Actor.ALERTING, "recovered by itself, by measurement", now);
            } else {
                stores.incidents()
                        .save(current.with(
                                now, Actor.ALERTING, new Change.Mitigated(), "recovered · " + on + " mitigations on"));
            }
            return true;
        });
    }

    /** The way back, once a human has found the cause gone. */
    private boolean undone(Incident incident, Instant now) {
        Reversal active = activeReversals.get(incident.service());
        if (active != null) {
            Reversal after = reversals.advance(active, now);
            if (after.phase() instanceof Phase.Finished finished) {
                finish(incident, finished, now);
            }
            return !after.equals(active);
        }
        boolean nothingOn = work.read(stores -> stores.runs().activeMitigations(incident.service())).isEmpty();
        if (nothingOn) {
            return healed(incident, now);
        }
        if (!causeGone(incident)) {
            return false;
        }
        Slo slo = slo(incident.slo());
        return decided(incident, (stores, current) -> {
            Optional<Reversal> started = reversals.start(stores, current, slo);
            started.ifPresent(reversal -> note(
                    stores,
                    current,
                    "taking " + reversal.mitigations().size() + " mitigations off again, newest first",
                    now));
            return started.isPresent();
        });
    }

    private void finish(Incident incident, Phase.Finished finished, Instant now) {
        boolean healthy = finished.result() == Phase.Result.RECOVERED;
        decided(incident, (stores, current) -> {
            if (healthy) {
                resolve.resolve(stores, current, Actor.RUNBOOK, finished.reason() + cause(current), now);
            } else {
                note(stores, current, finished.reason(), now);
            }
            return true;
        });
        if (!healthy) {
            callForHelp(incident.id(), finished.reason(), now);
        }
    }

    private static String cause(Incident incident) {
        return incident.cause().map(cause -> " · cause: " + cause).orElse("");
    }

    private static void note(Stores stores, Incident incident, String text, Instant now) {
        stores.incidents().save(incident.with(now, Actor.RUNBOOK, new Change.Recorded(Change.Fact.RUNBOOK), text));
    }

    /**
     * Decides, in one transaction, on the incident as it is stored now: somebody at another terminal may have written on
     * it since it was seen, and where they have moved it nothing is decided.
     */
    private boolean decided(Incident seen, BiPredicate<Stores, Incident> decision) {
        return work.write(stores -> stores.incidents()
                .find(seen.id())
                .filter(current -> current.state() == seen.state())
                .filter(current -> decision.test(stores, current))
                .isPresent());
    }

    /** A cause was stated after anything the runbook last did, so that going back is not tried twice on one word. */
    private static boolean causeGone(Incident incident) {
        long stated = lastSequence(incident, event -> event.change() instanceof Change.CauseFound);
        long tried = lastSequence(
                incident, event -> event.change().equals(new Change.Recorded(Change.Fact.RUNBOOK)));
        return stated > tried;
    }

    private static long lastSequence(Incident incident, Predicate<IncidentEvent> which) {
        return incident.timeline().reversed().stream()
                .filter(which)
                .findFirst()
                .map(IncidentEvent::sequence)
                .orElse(0L);
    }

    /** It fails again while its alert never cleared, so that no rise will tell. */
    private boolean relapsed(Incident incident, Instant now) {
        Optional<Instant> wellSince = incident.resolvedAt().or(incident::mitigatedAt);
        boolean recent = wellSince
                .filter(at -> Duration.between(at, now).compareTo(Recurrence.REOPEN_WITHIN) < 0)
                .isPresent();
        if (!recent || activeReversals.containsKey(incident.service())) {
            return false;
        }
        Optional<Observed> failing = observed(incident)
                .filter(slo -> slo.after().level().isPage())
                .filter(slo -> failsSince(slo.rule().slo(), wellSince.get(), now))
                .findFirst();
        failing.ifPresent(slo -> work.write(
                stores -> respondToRise.respond(stores, slo.rule().slo(), slo.leading(), now)));
        return failing.isPresent();
    }

    private boolean failsSince(Slo slo, Instant since, Instant now) {
        return Recovery.judgeNewest(source.closedBuckets(slo.name(), since, now), slo.objective())
                instanceof Recovery.NotRecovered;
    }

    /** What is learned is written when it is over; a shift that died before doing so does it when it is taken up. */
    private boolean learned(Incident incident, Instant now) {
        if (!needsLearning(incident)) {
            return false;
        }
        Slo slo = slo(incident.slo());
        boolean still = decided(incident, (stores, current) -> {
            watch.store(stores);
            makeEvalCase.make(stores, current, slo, now);
            return true;
        });
        if (!still) {
            return false;
        }
        evalCases.export(plan.evalCases());
        postmortem.write(incident.id(), plan.postmortems());
        return true;
    }

    private static boolean needsLearning(Incident incident) {
        long resolved = lastSequence(incident, event -> event.change() instanceof Change.Resolved);
        long written = lastSequence(
                incident, event -> event.change().equals(new Change.Recorded(Change.Fact.POSTMORTEM)));
        return incident.state() == IncidentState.RESOLVED && written < resolved && incident.severity() != Severity.SEV3;
    }

    private boolean needsSomething(Incident incident) {
        return incident.isOpen()
                || needsLearning(incident)
                || activeRuns.containsKey(incident.service())
                || activeReversals.containsKey(incident.service())
                || (incident.state() == IncidentState.RESOLVED && pageLevel(incident));
    }

    private boolean pageLevel(Incident incident) {
        return observed(incident).anyMatch(slo -> slo.after().level().isPage());
    }

    private boolean recovered(Incident incident, Instant now) {
        return observed(incident).allMatch(observed -> {
            Slo slo = observed.rule().slo();
            Instant from = now.minus(slo.resolution().multipliedBy(RECOVERY_BUCKETS));
            return Recovery.judgeNewest(source.closedBuckets(slo.name(), from, now), slo.objective())
                    instanceof Recovery.Recovered;
        });
    }

    private Stream<Observed> observed(Incident incident) {
        List<SloName> slos = incident.slos();
        return watch.latest().stream().filter(slo -> slos.contains(slo.rule().slo().name()));
    }

    private Slo slo(SloName name) {
        return plan.rules().stream()
                .map(rule -> rule.slo())
                .filter(slo -> slo.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("SLO " + name + " is not watched in this shift"));
    }

    private List<ServiceName> services() {
        return plan.rules().stream().map(rule -> rule.slo().service()).distinct().toList();
    }
}
