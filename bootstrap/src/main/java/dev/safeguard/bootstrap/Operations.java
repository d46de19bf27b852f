package dev.safeguard.bootstrap;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.safeguard.adapter.cli.Composition.ShiftSession;
import dev.safeguard.adapter.cli.NoStateException;
import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.cli.WorkSession;
import dev.safeguard.adapter.config.Configuration;
import dev.safeguard.adapter.config.PrometheusSection;
import dev.safeguard.adapter.persistence.ShiftLock;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.adapter.simulation.Scenario;
import dev.safeguard.adapter.simulation.Scenarios;
import dev.safeguard.adapter.simulation.SimulatedWorld;
import dev.safeguard.adapter.simulation.VirtualClock;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.application.runbook.RunPlan;
import dev.safeguard.application.shift.ApproveRun;
import dev.safeguard.application.shift.OrderReversal;
import dev.safeguard.application.shift.PlannedFault;
import dev.safeguard.application.shift.ShiftPlan;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Assembles what a human orders on a service: on the simulated one where the state is of a simulated shift, else on the
 * real ones of the configuration.
 */
final class Operations {

    /** Longer than any run takes: each of its steps has a deadline. */
    private static final Duration AT_MOST = Duration.ofDays(2);

    private static final Duration STORE_EVERY = Duration.ofMinutes(15);

    private final Map<String, String> environment;

    Operations(Map<String, String> environment) {
        this.environment = environment;
    }

    WorkSession assemble(WorkSession.Choice choice) {
        Place place = Place.of(choice.where(), environment);
        Optional<ShiftStore.Shift> shift = shiftOf(place);
        if (shift.filter(known -> known.origin().equals(Shifts.RECORDED)).isPresent()) {
            throw UsageException.of(
                    Problems.NOTHING_TO_CHANGE,
                    "the state " + place.state() + " is of a recorded history, which nothing can be done about",
                    "name another state with --state");
        }
        Optional<ShiftLock> lock = ShiftLock.tryAcquire(place.prepared());
        try {
            if (shift.filter(known -> known.origin().equals(Shifts.SIMULATED)).isPresent()) {
                return simulated(choice, place, shift.get(), lock);
            }
            return place.configuration()
                    .map(configuration -> live(choice, place, configuration, lock))
                    .orElseThrow(() -> new NoStateException(place.state()));
        } catch (RuntimeException unusable) {
            lock.ifPresent(ShiftLock::close);
            throw unusable;
        }
    }

    private static Optional<ShiftStore.Shift> shiftOf(Place place) {
        if (!Files.exists(place.state())) {
            if (place.configuration().isEmpty()) {
                throw new NoStateException(place.state());
            }
            return Optional.empty();
        }
        try (SqliteDatabase database = SqliteDatabase.openWhatIsThere(place.state())) {
            return database.unitOfWork().read(stores -> stores.shifts().find());
        }
    }

    private WorkSession simulated(
            WorkSession.Choice choice, Place place, ShiftStore.Shift shift, Optional<ShiftLock> lock) {
        Scenario scenario = Scenarios.find(shift.name())
                .orElseThrow(() -> new StoreException("the state is of a scenario that is not known here: " + shift.name()));
        SqliteDatabase database = SqliteDatabase.open(place.state());
        try {
            Clock clock = VirtualClock.startingAt(shift.asOf());
            SimulatedWorld world = SimulatedWorld.load(clock, database.worldStore())
                    .orElseThrow(() -> new StoreException("the state has no simulated service in it"));
            List<Mitigation<?>> mitigations = SimulationModule.mitigations(world);
            List<Runbook> runbooks = new ArrayList<>(scenario.runbooks());
            choice.runbook()
                    .map(file -> OwnRunbook.read(file, environment, mitigations))
                    .ifPresent(own -> runbooks.add(own.runbook()));
            Instant until = shift.asOf().plus(AT_MOST);
            List<PlannedFault> faults = Faults.unfinished(world, shift.asOf(), until);
            List<AlertRule> rules =
                    scenario.slos().stream().map(AlertRule::builtIn).toList();
            ShiftPlan plan = plan(
                    place,
                    new ShiftStore.Shift(Shifts.SIMULATED, shift.name(), shift.seed(), shift.startedAt(), shift.asOf()),
                    rules,
                    scenario.symptoms(),
                    runbooks,
                    faults,
                    until);
            return new Session(
                    "simulated service (" + shift.name() + "), virtual clock",
                    place,
                    plan,
                    clock,
                    new SimulationModule(clock, world),
                    database,
                    lock);
        } catch (RuntimeException unusable) {
            database.close();
            throw unusable;
        }
    }

    private WorkSession live(
            WorkSession.Choice choice, Place place, Configuration configuration, Optional<ShiftLock> lock) {
        PrometheusSection.Server server = configuration.prometheus().orElseThrow(() -> UsageException.of(
                Problems.NO_SOURCE,
                "the configuration does not say where its SLOs are measured, so nobody could tell whether it helps",
                "add `prometheus: { url: http://127.0.0.1:9090 }`"));
        List<Mitigation<?>> mitigations = InstalledTypes.find(choice.plugins()).mitigations();
        List<Runbook> runbooks = new ArrayList<>(configuration.runbooks());
        choice.runbook()
                .map(file -> OwnRunbook.read(file, environment, mitigations))
                .ifPresent(own -> runbooks.add(own.runbook()));
        SqliteDatabase database = SqliteDatabase.open(place.prepared());
        try {
            Clock clock = new SystemClock();
            Instant now = clock.now();
            Instant since = database.unitOfWork()
                    .read(stores -> stores.shifts().find())
                    .map(ShiftStore.Shift::startedAt)
                    .orElse(now);
            ShiftPlan plan = plan(
                    place,
                    new ShiftStore.Shift(Shifts.LIVE, "live", 0, since, now),
                    configuration.rules(),
                    configuration.symptoms(),
                    runbooks,
                    List.of(),
                    now.plus(AT_MOST));
            return new Session(
                    "live, measured by " + server.url(),
                    place,
                    plan,
                    clock,
                    new LiveModule(clock, ConfiguredSources.of(configuration, server, clock), mitigations),
                    database,
                    lock);
        } catch (RuntimeException unusable) {
            database.close();
            throw unusable;
        }
    }

    private static ShiftPlan plan(
            Place place,
            ShiftStore.Shift shift,
            List<AlertRule> rules,
            List<Symptom> symptoms,
            List<Runbook> runbooks,
            List<PlannedFault> faults,
            Instant until) {
        return new ShiftPlan(
                shift,
                rules,
                symptoms,
                runbooks,
                faults,
                until,
                ShiftPlan.Ending.WHEN_DONE,
                List.of(),
                ShiftPlan.Automation.WALK,
                STORE_EVERY,
                place.postmortems(),
                place.evalCases());
    }

    /** Work on one state; the injector is made when it is first asked. */
    private static final class Session implements WorkSession {

        private final String title;
        private final Place place;
        private final ShiftPlan plan;
        private final Clock clock;
        private final SqliteDatabase database;
        private final Optional<ShiftLock> lock;
        private final Injector injector;

        Session(
                String title,
                Place place,
                ShiftPlan plan,
                Clock clock,
                Module world,
                SqliteDatabase database,
                Optional<ShiftLock> lock) {
            this.title = title;
            this.place = place;
            this.plan = plan;
            this.clock = clock;
            this.database = database;
            this.lock = lock;
            this.injector = Guice.createInjector(
                    Stage.PRODUCTION,
                    new StateModule(database),
                    new LearningModule(),
                    world,
                    new WorkModule(),
                    new ShiftModule(place.roster()));
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public Path state() {
            return place.state();
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public List<String> runbooks() {
            return plan.runbooks().stream().map(Runbook::name).toList();
        }

        @Override
        public RunPlan plan(String runbook) {
            Runbook known = runbook(runbook);
            return injector.getInstance(ApproveRun.class).plan(ruleFor(known), known);
        }

        @Override
        public RunId approve(String runbook, String hash, Actor human) {
            Runbook known = runbook(runbook);
            return injector.getInstance(ApproveRun.class).approve(ruleFor(known), known, hash, human);
        }

        /** The last of that name: a file that was named comes after the configured ones. */
        private Runbook runbook(String name) {
            return plan.runbooks().reversed().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no runbook " + name));
        }

        /** The SLO of the symptom judges; where the symptom is nobody's, the only one there is. */
        private AlertRule ruleFor(Runbook runbook) {
            Optional<AlertRule> bySymptom = plan.symptoms().stream()
                    .filter(symptom -> symptom.name().equals(runbook.symptom()))
                    .flatMap(symptom -> plan.rules().stream()
                            .filter(rule -> rule.slo().name().equals(symptom.slo())))
                    .findFirst();
            return bySymptom
                    .or(() -> plan.rules().size() == 1
                            ? Optional.of(plan.rules().getFirst())
                            : Optional.empty())
                    .orElseThrow(() -> UsageException.of(
                            Problems.UNKNOWN_SYMPTOM,
                            "runbook " + runbook.name() + " is for symptom \"" + runbook.symptom()
                                    + "\", of which nobody says which SLO it hurts",
                            "define the symptom under `symptoms:`"));
        }

        @Override
        public RunbookRun run(RunId id) {
            return database.unitOfWork()
                    .read(stores -> plan.rules().stream()
                            .map(rule -> rule.slo().service())
                            .distinct()
                            .flatMap(service -> stores.runs().runsOf(service).stream())
                            .filter(run -> run.id().equals(id))
                            .findFirst())
                    .orElseThrow();
        }

        @Override
        public List<ActiveMitigation> ledger() {
            return injector.getInstance(ReadLedger.class).all();
        }

        @Override
        public RunId revert(List<ActiveMitigation> chosen, Actor human) {
            return injector.getInstance(OrderReversal.class).order(chosen, human);
        }

        @Override
        public Optional<ShiftSession> shift() {
            return lock.map(alone -> Shifts.within(title, place, plan, clock, injector));
        }

        @Override
        public void close() {
            database.close();
            lock.ifPresent(ShiftLock::close);
        }
    }
}
