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
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.postmortem.WritePostmortem;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.incident.Recurrence;
import dev.safeguard.domain.incident.Triage;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks after the incidents that need something: triage, the runbook and the way back through {@link MitigationDesk},
 * the end, and what is learned. Each look takes an incident as far as it goes at that moment.
 */
final class IncidentDesk {

    private static final Duration TRIAGE_LOOKBACK = Duration.ofMinutes(5);

    private final ShiftPlan plan;
    private final Storyteller story;
    private final UnitOfWork work;
    private final Decisions decide;
    private final MetricSource source;
    private final WatchAlerts watch;
    private final IncidentHealth health;
    private final MitigationDesk mitigation;
    private final ClimbLadder ladder;
    private final RespondToRise respondToRise;
    private final TriageIncident triage;
    private final ResolveIncident resolve;
    private final MakeEvalCase makeEvalCase;
    private final ReadEvalCases evalCases;
    private final WritePostmortem postmortem;

    /** The incidents that need something, by service. */
    private final Map<ServiceName, Incident> needy = new HashMap<>();

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
        this.decide = new Decisions(work);
        this.source = source;
        this.watch = watch;
        this.health = new IncidentHealth(plan.rules(), source, watch);
        this.mitigation = new MitigationDesk(plan, ports, source, health, ladder);
        this.ladder = ladder;
        this.respondToRise = new RespondToRise(roster.escalation());
        this.triage = new TriageIncident(work, ports.clock());
        this.resolve = new ResolveIncident(work, ports.clock());
        this.makeEvalCase = new MakeEvalCase(plan.symptoms());
        this.evalCases = new ReadEvalCases(work, ports.evalSink());
        this.postmortem = new WritePostmortem(work, ports.clock(), ports.postmortemSink(), roster.everybody());
    }

    /** Takes up what an earlier process left: its incidents, told already, and its runs. */
    void begin() {
        work.read(stores -> stores.incidents().all()).forEach(story::knows);
        mitigation.begin();
        refresh();
    }

    /** Takes in what is stored now, and tells what is new in it. */
    void refresh() {
        needy.clear();
        mitigation.refresh();
        for (ServiceName service : health.services()) {
            Optional<Incident> latest = work.read(stores -> stores.incidents().latestOf(service));
            latest.ifPresent(story::tell);
            latest.filter(this::needsSomething).ifPresent(incident -> needy.put(service, incident));
        }
    }

    private boolean needsSomething(Incident incident) {
        return incident.isOpen()
                || needsLearning(incident)
                || mitigation.isRunning(incident)
                || mitigation.isReverting(incident)
                || health.pageLevel(incident);
    }

    /** Whether any incident needs something. */
    boolean isBusy() {
        return !needy.isEmpty();
    }

    /** Whether anything is being done to a service, which has deadlines of its own. */
    boolean isActing() {
        return mitigation.isActing();
    }

    boolean hasOpenIncident(Slo slo) {
        return Optional.ofNullable(needy.get(slo.service())).filter(Incident::isOpen).isPresent();
    }

    /** A human took over what the runbook could not mend: the shift is over, and not well. */
    boolean handedOver(Instant now) {
        return mitigation.handedOver(now);
    }

    /** Why a service is not healthy now that the shift is over, where one is not. */
    Optional<String> notHealthy(Instant now) {
        return plan.automation() == ShiftPlan.Automation.SHOW
                ? Optional.empty()
                : needy.values().stream()
                        .flatMap(incident -> notHealthy(incident, now).stream())
                        .min(Comparator.naturalOrder());
    }

    /** The word of a human ends an incident, and does not make a service healthy that still burns. */
    private Optional<String> notHealthy(Incident incident, Instant now) {
        if (incident.state() == IncidentState.MITIGATED) {
            return Optional.empty();
        }
        String is = incident.id() + " is ";
        if (incident.isOpen()) {
            return mitigation.failureOf(incident).or(() -> Optional.of(is + "still " + incident.state().word()));
        }
        return health.worst(incident)
                .filter(slo -> !health.recovered(incident, now))
                .map(slo -> is + incident.state().word() + ", and " + slo.rule().slo().name() + " is still at "
                        + slo.after().level().word());
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
        return health.burnOf(incident);
    }

    /** When the first ladder will have to be climbed again, unless a human acts before. */
    Optional<Instant> attentionRunsOutAt() {
        return needy.values().stream()
                .flatMap(incident -> attentionRunsOutAt(incident).stream())
                .min(Instant::compareTo);
    }

    private boolean attentionRanOut(Incident incident, Instant now) {
        return attentionRunsOutAt(incident).filter(at -> !at.isAfter(now)).isPresent();
    }

    /** So long after the last human action, and after the last page, while it is unmitigated and burns. */
    private Optional<Instant> attentionRunsOutAt(Incident incident) {
        boolean unmitigated = incident.isOpen() && incident.state() != IncidentState.MITIGATED;
        if (!unmitigated || !health.pageLevel(incident) || incident.acknowledgedAt().isEmpty()) {
            return Optional.empty();
        }
        return Stream.concat(
                        incident.lastHumanActionAt().stream(),
                        incident.facts(Change.Fact.PAGE).stream().map(IncidentEvent::at))
                .max(Instant::compareTo)
                .map(at -> at.plus(Recurrence.ACK_TIMEOUT));
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
        if (mitigation.isRevertingByOrder(incident)) {
            return mitigation.advanceReversal(incident, now);
        }
        return switch (incident.state()) {
            case DETECTED -> healed(incident, now) || triaged(incident, now);
            case TRIAGED, MITIGATING -> walked(incident, now);
            case MITIGATED -> undone(incident, now) || relapsed(incident, now);
            case RESOLVED -> mitigation.abandon(incident, now) || learned(incident, now) || relapsed(incident, now);
            case CLOSED, CANCELLED -> mitigation.abandon(incident, now) || relapsed(incident, now);
        };
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
        return decide.on(incident, (stores, current) -> {
            triage.triage(stores, current, verdict, runbook.map(Runbook::name), planned(runbook), now);
            return true;
        });
    }

    private Figures planned(Optional<Runbook> runbook) {
        boolean shown = plan.automation() == ShiftPlan.Automation.SHOW;
        return runbook.filter(known -> shown || known.autonomy() != Autonomy.AUTO)
                .map(known -> Figures.NONE.with(
                        "plan", known.steps().stream().map(Step::name).collect(Collectors.joining(", "))))
                .orElse(Figures.NONE);
    }

    private boolean walked(Incident incident, Instant now) {
        if (mitigation.isRunning(incident)) {
            return mitigation.advanceRun(incident, now);
        }
        boolean acted = mitigation.mayStart(incident)
                .filter(runbook -> mitigation.start(incident, runbook, now))
                .isPresent();
        return acted || healed(incident, now);
    }

    /**
     * It recovered: by the newest checks where something is on, and by itself where nothing is, which takes an alert
     * that has calmed down too.
     */
    private boolean healed(Incident incident, Instant now) {
        if (!health.recovered(incident, now)) {
            return false;
        }
        return decide.on(incident, (stores, current) -> {
            int on = resolve.stillOn(stores, current).size();
            boolean byItself = on == 0 && !health.pageLevel(current);
            boolean withHelp = on > 0 && current.state() == IncidentState.MITIGATING;
            if (byItself) {
                resolve.resolve(stores, current, Actor.ALERTING, "recovered by itself, by measurement", now);
            } else if (withHelp) {
                String message = "recovered · " + on + (on == 1 ? " mitigation on" : " mitigations on");
                stores.incidents().save(current.with(now, Actor.ALERTING, new Change.Mitigated(), message));
            }
            return byItself || withHelp;
        });
    }

    /** The way back, or none where nothing was changed. */
    private boolean undone(Incident incident, Instant now) {
        if (mitigation.isReverting(incident)) {
            return mitigation.advanceReversal(incident, now);
        }
        return mitigation.nothingOn(incident)
                ? healed(incident, now)
                : mitigation.startReversal(incident, now);
    }

    /** It fails while its alert never cleared, so that no rise will tell. */
    private boolean relapsed(Incident incident, Instant now) {
        if (mitigation.isReverting(incident)) {
            return false;
        }
        Optional<Observed> failing =
                saidToBeWellSince(incident, now).flatMap(since -> health.failing(incident, since, now));
        failing.ifPresent(slo -> work.write(
                stores -> respondToRise.respond(stores, slo.rule().slo(), slo.leading(), now)));
        return failing.isPresent();
    }

    /**
     * Since when it is said that nothing fails, where a measurement may contradict. Whoever cancels an incident has seen
     * that it burns, so their word holds as long as any human's attention.
     */
    private static Optional<Instant> saidToBeWellSince(Incident incident, Instant now) {
        return switch (incident.state()) {
            case DETECTED, TRIAGED, MITIGATING -> Optional.empty();
            case MITIGATED -> incident.mitigatedAt();
            case RESOLVED, CLOSED -> incident.resolvedAt();
            case CANCELLED ->
                incident.lastHumanActionAt()
                        .filter(at -> Duration.between(at, now).compareTo(Recurrence.ACK_TIMEOUT) >= 0);
        };
    }

    /** What is learned is written when it is over; a shift that died before doing so does it when it is taken up. */
    private boolean learned(Incident incident, Instant now) {
        if (!needsLearning(incident)) {
            return false;
        }
        Slo slo = health.firstSlo(incident);
        boolean still = decide.on(incident, (stores, current) -> {
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
        long resolved =
                MitigationDesk.lastSequence(incident, event -> event.change() instanceof Change.Resolved);
        long written = MitigationDesk.lastSequence(
                incident, event -> event.change().equals(new Change.Recorded(Change.Fact.POSTMORTEM)));
        return incident.state() == IncidentState.RESOLVED && written < resolved && incident.severity() != Severity.SEV3;
    }
}
