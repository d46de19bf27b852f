package dev.safeguard.bootstrap.reliability;

import dev.safeguard.adapter.persistence.ProcessWorkers;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.application.runbook.AdvanceRun;
import dev.safeguard.application.runbook.RevertMitigations;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.Command;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.runbook.Walk;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A worker: starts the run of the incident that is there, unless it is started already, walks it to its end, and then
 * takes its mitigations off again. It goes on from what is stored, whoever stored it.
 */
final class WorkerProcess {

    static final ServiceName SERVICE = new ServiceName("assistant");
    static final IncidentId INCIDENT = IncidentId.of("INC-1");
    static final Slo SLO = new Slo(
            new SloName("assistant/availability"),
            SERVICE,
            "answers returned successfully",
            Objective.of("0.95"),
            Slo.DEFAULT_PERIOD,
            Slo.DEFAULT_RESOLUTION);

    private final UnitOfWork work;
    private final ServiceClient service;
    private final Clock clock;
    private final Runbook runbook;
    private final AdvanceRun runs;
    private final RevertMitigations reversals;

    private WorkerProcess(UnitOfWork database, ServiceClient service, Runbook runbook) {
        this.work = new WatchedUnitOfWork(database, SERVICE, service);
        this.service = service;
        this.clock = new ServiceClock(service);
        this.runbook = runbook;
        ServiceMetrics source = new ServiceMetrics(service);
        Map<String, Mitigation<?>> mitigations = Map.of(FlagOverHttp.TYPE, new FlagOverHttp(service));
        Workers workers = new ProcessWorkers();
        this.runs = new AdvanceRun(work, clock, source, mitigations, workers);
        this.reversals = new RevertMitigations(work, clock, source, mitigations, workers);
    }

    /**
     * Takes a state file, the URL of the service, and a step a word: {@code route=backup}.
     *
     * @throws InterruptedException never: time does not really pass here
     */
    public static void main(String[] args) throws InterruptedException {
        ServiceClient service = new ServiceClient(URI.create(args[1]));
        List<Step> steps = Arrays.stream(args).skip(2).map(WorkerProcess::step).toList();
        Runbook runbook = new Runbook(
                "reroute",
                "provider-outage",
                Autonomy.AUTO,
                Runbook.DEFAULT_SETTLE,
                Runbook.DEFAULT_DEADLINE,
                steps);
        try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
            new WorkerProcess(database.unitOfWork(), service, runbook).work();
        }
    }

    private static Step step(String word) {
        int equals = word.indexOf('=');
        String flag = word.substring(0, equals);
        return new Step(
                "set-" + flag,
                FlagOverHttp.TYPE,
                new TreeMap<>(Map.of("flag", flag, "value", word.substring(equals + 1))),
                "");
    }

    private void work() throws InterruptedException {
        service.reached(Point.ARRIVED);
        begin(work.read(stores -> stores.runs().runsOf(SERVICE).isEmpty()), this::startRun);
        if (walk(stores -> stores.runs().activeRun(SERVICE), runs::advance, runs::heldBack) && recovered()) {
            Optional<Ratio> sli = reversals.sli(SLO, clock.now());
            service.turnTo(Way.REVERSAL);
            begin(work.read(WorkerProcess::isNotRevertedYet), () -> startReversal(sli));
            walk(stores -> stores.runs().activeReversal(SERVICE), reversals::advance, reversals::heldBack);
        }
    }

    /** The run is the incident's first walk, its reversal the second. */
    private static boolean isNotRevertedYet(Stores stores) {
        return stores.runs().nextId(INCIDENT.toString()).equals(RunId.of(INCIDENT.toString(), 2));
    }

    private void begin(boolean due, Runnable start) {
        if (due) {
            service.reached(Point.STARTING);
            try {
                start.run();
            } catch (StoreException.Conflict refused) {
                service.tell("refused: " + refused.getMessage());
            }
        }
    }

    private void startRun() {
        Instant now = clock.now();
        work.commit(stores -> {
            Incident incident = stores.incidents().find(INCIDENT).orElseThrow();
            runs.start(stores, incident, SLO, runbook, new Authority.Automation(), now);
        });
    }

    private void startReversal(Optional<Ratio> sli) {
        Instant now = clock.now();
        work.commit(stores -> {
            if (isNotRevertedYet(stores)) {
                Incident incident = stores.incidents().find(INCIDENT).orElseThrow();
                List<ActiveMitigation> on = stores.runs().activeMitigations(SERVICE);
                reversals.start(stores, incident, SLO, on, new Authority.Automation(), sli, now);
            }
        });
    }

    private boolean recovered() {
        return work.read(stores -> stores.runs().runsOf(SERVICE)).getLast().phase() instanceof Phase.Finished finished
                && finished.result() == Phase.Result.RECOVERED;
    }

    /** Walks to the end, or until it is held back; whether the end was reached. */
    private <W extends Walk> boolean walk(
            Function<Stores, Optional<W>> active,
            Function<W, W> advance,
            Function<W, Optional<AutomationPause>> heldBack)
            throws InterruptedException {
        Optional<W> current = work.read(active);
        while (current.isPresent()) {
            W after = advance.apply(current.get());
            Optional<AutomationPause> pause = heldBack.apply(after);
            if (pause.isPresent()) {
                service.tell("paused: " + pause.get().sentence());
                return false;
            }
            if (!after.isFinished() && after.next(clock.now()) instanceof Command.Await await) {
                clock.waitUntil(await.until());
            }
            current = work.read(active);
        }
        return true;
    }
}
