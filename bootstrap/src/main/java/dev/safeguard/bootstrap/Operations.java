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
import dev.safeguard.application.port.RunStore;
import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.runbook.PlanRun;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.application.runbook.RunPlan;
import dev.safeguard.application.shift.ApproveRun;
import dev.safeguard.application.shift.OrderReversal;
import dev.safeguard.application.shift.PlannedFault;
import dev.safeguard.application.shift.ShiftPlan;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.oncall.Target;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.slo.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
        if (shift.filter(known -> known.origin().equals(Shifts.SIMULATED)).isPresent()) {
            return simulated(choice, place, shift.get());
        }
        return place.configuration()
                .map(configuration -> live(choice, place, configuration, shift))
                .orElseThrow(() -> new NoStateException(place.state()));
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

    private WorkSession simulated(WorkSession.Choice choice, Place place, ShiftStore.Shift shift) {
        Scenario scenario = Scenarios.find(shift.name())
                .orElseThrow(() -> new StoreException("the state is of a scenario that is not known here: " + shift.name()));
        // The world is read under the lock, so that nobody else moves it on meanwhile.
        Held held = Held.take(place);
        try {
            SqliteDatabase database = held.database();
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
                    mitigations,
                    new SimulationModule(clock, world),
                    place.roster(),
                    () -> held,
                    held::close);
        } catch (RuntimeException unusable) {
            held.close();
            throw unusable;
        }
    }

    private WorkSession live(
            WorkSession.Choice choice,
            Place place,
            Configuration configuration,
            Optional<ShiftStore.Shift> shift) {
        PrometheusSection.Server server = configuration.prometheus().orElseThrow(() -> UsageException.of(
                Problems.NO_SOURCE,
                "the configuration does not say where its SLOs are measured, so nobody could tell whether it helps",
                "add `prometheus: { url: http://127.0.0.1:9090 }`"));
        List<Mitigation<?>> mitigations = InstalledTypes.find(choice.plugins()).mitigations();
        List<Runbook> runbooks = new ArrayList<>(configuration.runbooks());
        choice.runbook()
                .map(file -> OwnRunbook.read(file, environment, mitigations))
                .ifPresent(own -> runbooks.add(own.runbook()));
        Clock clock = new SystemClock();
        Instant now = clock.now();
        ShiftPlan plan = plan(
                place,
                new ShiftStore.Shift(
                        Shifts.LIVE,
                        "live",
                        0,
                        shift.map(ShiftStore.Shift::startedAt).orElse(now),
                        now),
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
                mitigations,
                new LiveModule(clock, ConfiguredSources.of(configuration, server, clock), mitigations),
                configuration.roster().orElseGet(Operations::whoeverIsThere),
                () -> Held.take(place),
                () -> {});
    }

    /** Where nobody is on call, whoever sits at the terminal is. */
    private static Roster whoeverIsThere() {
        Target operator = new Target.People(List.of(new Person("operator")));
        return new Roster(
                List.of(),
                new EscalationPolicy(List.of(new EscalationLevel(operator, Duration.ofMinutes(15))), 0));
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

    /**
     * A state.
     *
     * @param lock the right to stand a shift on it, unless another process has it
     */
    private record Held(SqliteDatabase database, Optional<ShiftLock> lock) {

        static Held take(Place place) {
            Optional<ShiftLock> lock = ShiftLock.tryAcquire(place.prepared());
            try {
                return new Held(SqliteDatabase.open(place.state()), lock);
            } catch (RuntimeException unusable) {
                lock.ifPresent(ShiftLock::close);
                throw unusable;
            }
        }

        void close() {
            database.close();
            lock.ifPresent(ShiftLock::close);
        }
    }

    /** Work on one state, which is opened when something is asked of it that a plan does not need. */
    private static final class Session implements WorkSession {

        private final String title;
        private final Place place;
        private final ShiftPlan plan;
        private final Clock clock;
        private final PlanRun planRun;
        private final Module world;
        private final Roster roster;
        private final Supplier<Held> state;
        private final Runnable closing;
        private Optional<Opened> opened = Optional.empty();

        /** The state, opened, and the use cases on it. */
        private record Opened(Held held, Injector injector) {}

        Session(
                String title,
                Place place,
                ShiftPlan plan,
                Clock clock,
                List<Mitigation<?>> mitigations,
                Module world,
                Roster roster,
                Supplier<Held> state,
                Runnable closing) {
            this.title = title;
            this.place = place;
            this.plan = plan;
            this.clock = clock;
            this.planRun = new PlanRun(Mitigations.byType(mitigations));
            this.world = world;
            this.roster = roster;
            this.state = state;
            this.closing = closing;
        }

        private Opened opened() {
            if (opened.isEmpty()) {
                Held held = state.get();
                Injector injector = Guice.createInjector(
                        Stage.PRODUCTION,
                        new StateModule(held.database()),
                        new LearningModule(),
                        world,
                        new WorkModule(),
                        new ShiftModule(roster));
                opened = Optional.of(new Opened(held, injector));
            }
            return opened.get();
        }

        private <T> T use(Class<T> useCase) {
            return opened().injector().getInstance(useCase);
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
            return planRun.plan(ruleFor(known).slo(), known);
        }

        @Override
        public RunId approve(String runbook, String hash, Actor human) {
            Runbook known = runbook(runbook);
            return use(ApproveRun.class).approve(ruleFor(known), known, hash, human);
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

        private <T> Optional<T> ofAnyService(BiFunction<RunStore, ServiceName, Stream<T>> find) {
            return opened().held().database().unitOfWork().read(stores -> plan.rules().stream()
                    .map(rule -> rule.slo().service())
                    .distinct()
                    .flatMap(service -> find.apply(stores.runs(), service))
                    .findFirst());
        }

        @Override
        public Optional<RunId> activeRun() {
            return ofAnyService((runs, service) -> runs.activeRun(service).stream()).map(RunbookRun::id);
        }

        @Override
        public boolean isActing() {
            return activeRun().isPresent()
                    || ofAnyService((runs, service) -> runs.activeReversal(service).stream())
                            .isPresent();
        }

        @Override
        public RunbookRun run(RunId id) {
            return ofAnyService((runs, service) -> runs.runsOf(service).stream()
                            .filter(run -> run.id().equals(id)))
                    .orElseThrow();
        }

        @Override
        public List<ActiveMitigation> ledger() {
            return use(ReadLedger.class).all();
        }

        @Override
        public RunId revert(List<ActiveMitigation> chosen, Actor human) {
            return use(OrderReversal.class).order(chosen, human);
        }

        @Override
        public Optional<ShiftSession> shift() {
            Opened now = opened();
            return now.held().lock().map(alone -> Shifts.within(title, place, plan, clock, now.injector()));
        }

        @Override
        public void close() {
            opened.map(Opened::held).ifPresentOrElse(Held::close, closing);
        }
    }
}
