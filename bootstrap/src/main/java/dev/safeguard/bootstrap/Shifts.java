package dev.safeguard.bootstrap;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.safeguard.adapter.cli.Composition.ShiftChoice;
import dev.safeguard.adapter.cli.Composition.ShiftSession;
import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.config.ConfigurationException;
import dev.safeguard.adapter.config.ConfigurationReader;
import dev.safeguard.adapter.config.StepCheck;
import dev.safeguard.adapter.persistence.ShiftLock;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.adapter.simulation.Scenario;
import dev.safeguard.adapter.simulation.Scenarios;
import dev.safeguard.adapter.simulation.SimulatedFaultInjector;
import dev.safeguard.adapter.simulation.SimulatedWorld;
import dev.safeguard.adapter.simulation.VirtualClock;
import dev.safeguard.adapter.telemetry.CsvHistoryReader;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.HistoryReader;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.WorldStore;
import dev.safeguard.application.shift.PlannedFault;
import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.application.shift.ShiftPlan;
import dev.safeguard.application.shift.ShiftResult;
import dev.safeguard.application.shift.StandShift;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Assembles shifts: on a simulated service, or on a recorded history. */
final class Shifts {

    static final String SIMULATED = "simulated";
    static final String RECORDED = "recorded";
    static final String LIVE = "live";

    private static final Duration STORE_SIMULATED_EVERY = Duration.ofMinutes(15);
    private static final Duration STORE_RECORDED_EVERY = Duration.ofDays(7);

    private final Map<String, String> environment;

    Shifts(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A shift that is ready to be stood, alone on its state. Input is read and checked before the state is touched. */
    ShiftSession assemble(ShiftChoice choice) {
        Place place = Place.ofDemo(choice.where(), environment);
        Optional<HistoryReader.History> history = choice.samples().map(new CsvHistoryReader()::read);
        Optional<Runbook> runbook = choice.runbook().map(this::readRunbook);
        Scenario scenario = scenario(choice);
        if (history.isEmpty()) {
            checkFaults(choice.faults());
        }
        ShiftLock lock = ShiftLock.tryAcquire(place.prepared()).orElseThrow(() -> new StoreException(
                "another shift is being stood on " + place.state()
                        + "; wait for it to end, or name another file with --state"));
        try {
            SqliteDatabase database = SqliteDatabase.open(place.state());
            try {
                return history.map(recorded -> recorded(choice, place, recorded, database, lock))
                        .orElseGet(() -> simulated(choice, place, scenario, runbook, database, lock));
            } catch (RuntimeException unusable) {
                database.close();
                throw unusable;
            }
        } catch (RuntimeException unusable) {
            lock.close();
            throw unusable;
        }
    }

    private Session simulated(
            ShiftChoice choice,
            Place place,
            Scenario scenario,
            Optional<Runbook> runbook,
            SqliteDatabase database,
            ShiftLock lock) {
        Optional<ShiftStore.Shift> earlier = choice.goesOn() ? earlierShift(place, database) : Optional.empty();
        if (earlier.isEmpty()) {
            database.reset();
        }
        Clock clock = clock(choice, earlier.map(ShiftStore.Shift::asOf).orElse(BuiltInExample.FIRST_SHIFT));
        SimulatedWorld world = earlier.flatMap(shift -> SimulatedWorld.load(clock, database.worldStore()))
                .orElseGet(() -> SimulatedWorld.create(clock, choice.seed(), database.worldStore()));
        Instant begins = earlier.map(shift -> nextShift(shift.asOf())).orElse(BuiltInExample.FIRST_SHIFT);
        ShiftPlan plan = new ShiftPlan(
                new ShiftStore.Shift(SIMULATED, scenario.name(), world.seed(), clock.now(), clock.now()),
                scenario.slos().stream().map(AlertRule::builtIn).toList(),
                scenario.symptoms(),
                runbook.map(own -> replaced(scenario, own)).orElse(scenario.runbooks()),
                Stream.concat(
                                earlier.stream().flatMap(Shifts::unfinished),
                                faults(choice, scenario, begins).stream())
                        .toList(),
                begins.plus(scenario.length()),
                ShiftPlan.Automation.WALK,
                STORE_SIMULATED_EVERY,
                place.postmortems(),
                place.evalCases());
        String title = "scenario " + scenario.name() + " · simulated service, virtual clock";
        return session(title, place, plan, clock, new SimulationModule(clock, world), database, lock);
    }

    private Session recorded(
            ShiftChoice choice,
            Place place,
            HistoryReader.History history,
            SqliteDatabase database,
            ShiftLock lock) {
        database.reset();
        Clock clock = clock(choice, history.from());
        Path file = choice.samples().orElseThrow();
        List<AlertRule> rules =
                history.slos().stream().map(slo -> rule(choice, slo, history)).toList();
        ShiftPlan plan = new ShiftPlan(
                new ShiftStore.Shift(RECORDED, file.toString(), 0, history.from(), history.from()),
                rules,
                rules.stream().map(rule -> elevatedErrors(rule.slo().name())).toList(),
                List.of(recordedRunbook()),
                List.of(),
                history.until(),
                ShiftPlan.Automation.SHOW,
                STORE_RECORDED_EVERY,
                place.postmortems(),
                place.evalCases());
        String title = "recorded history " + file + ", " + history.samples() + " samples · simulated responder, virtual clock";
        return session(title, place, plan, clock, new RecordingModule(clock, history.source()), database, lock);
    }

    private static Session session(
            String title,
            Place place,
            ShiftPlan plan,
            Clock clock,
            Module world,
            SqliteDatabase database,
            ShiftLock lock) {
        StandShift shift = Guice.createInjector(
                        Stage.PRODUCTION,
                        new StateModule(database),
                        new LearningModule(),
                        world,
                        new ShiftModule(place.roster()))
                .getInstance(StandShift.class);
        return new Session(title, place.state(), plan, clock, shift, database, lock);
    }

    private record Session(
            String title,
            Path state,
            ShiftPlan plan,
            Clock clock,
            StandShift shift,
            SqliteDatabase database,
            ShiftLock lock)
            implements ShiftSession {

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public List<Slo> slos() {
            return plan.rules().stream().map(AlertRule::slo).toList();
        }

        @Override
        public Path evalCases() {
            return plan.evalCases();
        }

        @Override
        public ShiftResult stand(Consumer<ShiftItem> out) throws InterruptedException {
            return shift.stand(plan, out);
        }

        @Override
        public void close() {
            database.close();
            lock.close();
        }
    }

    private static Scenario scenario(ShiftChoice choice) {
        String name = choice.scenario().orElseGet(() -> Scenarios.all().getFirst().name());
        return Scenarios.find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario \"" + name + "\""));
    }

    private static Optional<ShiftStore.Shift> earlierShift(Place place, SqliteDatabase database) {
        Optional<ShiftStore.Shift> earlier = database.unitOfWork()
                .read(stores -> stores.shifts().find())
                .filter(shift -> shift.origin().equals(SIMULATED));
        if (earlier.isEmpty()) {
            throw UsageException.of(
                    Problems.NOTHING_TO_CONTINUE,
                    "there is no simulated shift to go on with in " + place.state(),
                    "run `safeguard shift` without --continue first");
        }
        return earlier;
    }

    private static Clock clock(ShiftChoice choice, Instant start) {
        return choice.pace()
                .<Clock>map(pace -> VirtualClock.paced(start, Ratio.of(pace.toString()), Thread::sleep))
                .orElseGet(() -> VirtualClock.startingAt(start));
    }

    /** The next time a shift begins that is after this instant. */
    private static Instant nextShift(Instant after) {
        LocalDate day = LocalDate.ofInstant(after, ZoneOffset.UTC);
        Instant today = day.atTime(BuiltInExample.SHIFT_BEGINS).toInstant(ZoneOffset.UTC);
        return today.isAfter(after) ? today : today.plus(Duration.ofDays(1));
    }

    private static List<PlannedFault> faults(ShiftChoice choice, Scenario scenario, Instant begins) {
        List<PlannedFault> planned = new ArrayList<>();
        Map<String, Ratio> left = new TreeMap<>(choice.faults());
        for (Scenario.PlannedFault fault : scenario.faults()) {
            Optional<Ratio> own = Optional.ofNullable(left.remove(fault.fault()));
            planned.add(new PlannedFault(
                    fault.fault(),
                    own.orElse(fault.ratio()),
                    begins.plus(fault.from()),
                    begins.plus(fault.until()),
                    own.map(ratio -> begun(fault.fault(), ratio)).orElse(fault.startMessage()),
                    fault.endMessage()));
        }
        Scenario.PlannedFault schedule = scenario.faults().getFirst();
        left.forEach((fault, ratio) -> planned.add(new PlannedFault(
                fault,
                ratio,
                begins.plus(schedule.from()),
                begins.plus(schedule.until()),
                begun(fault, ratio),
                fault + " ends")));
        return planned;
    }

    /** The faults of an earlier shift that it did not live to see the end of. */
    private static Stream<PlannedFault> unfinished(ShiftStore.Shift earlier) {
        Instant begun = nextShift(earlier.startedAt().minusMillis(1));
        return Scenarios.find(earlier.name()).stream()
                .flatMap(scenario -> scenario.faults().stream())
                .map(fault -> new PlannedFault(
                        fault.fault(),
                        fault.ratio(),
                        begun.plus(fault.from()),
                        begun.plus(fault.until()),
                        fault.startMessage(),
                        fault.endMessage()))
                .filter(fault -> fault.until().isAfter(earlier.asOf()));
    }

    private static String begun(String fault, Ratio ratio) {
        return fault + " begins, ratio " + ratio;
    }

    private static void checkFaults(Map<String, Ratio> faults) {
        Set<String> known = new SimulatedFaultInjector(scratchWorld()).faults();
        faults.forEach((fault, ratio) -> {
            if (!known.contains(fault)) {
                throw UsageException.of(
                        Problems.UNKNOWN_FAULT,
                        "the simulated service has no fault \"" + fault + "\"",
                        "choose one of " + String.join(", ", new TreeSet<>(known)));
            }
            if (ratio.compareTo(Ratio.ZERO) < 0 || ratio.isGreaterThan(Ratio.ONE)) {
                throw UsageException.of(
                        Problems.UNKNOWN_FAULT,
                        "the ratio of fault " + fault + " is between 0 and 1, was " + ratio,
                        "give one such as " + fault + "=0.5");
            }
        });
    }

    private Runbook readRunbook(Path file) {
        try {
            StepCheck check = StepCheck.against(SimulationModule.mitigations(scratchWorld()));
            return new ConfigurationReader(environment, check).readRunbook(file);
        } catch (ConfigurationException wrong) {
            throw Place.usage(wrong);
        }
    }

    /** A world to ask what a simulated service has; nobody lives in it. */
    private static SimulatedWorld scratchWorld() {
        WorldStore nowhere = new WorldStore() {
            @Override
            public void put(String world) {}

            @Override
            public Optional<String> get() {
                return Optional.empty();
            }
        };
        return SimulatedWorld.create(VirtualClock.startingAt(BuiltInExample.FIRST_SHIFT), 0, nowhere);
    }

    /** The runbook of the user in place of that of the scenario's own symptom, walked by itself as that is. */
    private static List<Runbook> replaced(Scenario scenario, Runbook own) {
        Runbook first = scenario.runbooks().getFirst();
        return List.of(new Runbook(
                own.name(), first.symptom(), first.autonomy(), own.settle(), own.deadline(), own.steps()));
    }

    private static AlertRule rule(ShiftChoice choice, SloName name, HistoryReader.History history) {
        try {
            return AlertRule.builtIn(new Slo(
                    name,
                    new ServiceName(name.value()),
                    "good events of " + name + " as recorded",
                    choice.objective().orElseThrow(),
                    choice.period().orElse(Slo.DEFAULT_PERIOD),
                    history.resolution()));
        } catch (IllegalArgumentException unfit) {
            throw UsageException.of(
                    Problems.BAD_OBJECTIVE, String.valueOf(unfit.getMessage()), "give another --objective or --period");
        }
    }

    /** All that a recorded history tells of an error is that it was one. */
    private static Symptom elevatedErrors(SloName slo) {
        return new Symptom(
                "elevated-errors",
                "more events than promised are bad; the recording does not say why",
                slo,
                Set.of(MetricSource.UNSPECIFIED),
                Ratio.ONE,
                "elevated-errors");
    }

    private static Runbook recordedRunbook() {
        Runbook model = Scenarios.all().getFirst().runbooks().getFirst();
        return new Runbook(
                model.name(), "elevated-errors", model.autonomy(), model.settle(), model.deadline(), model.steps());
    }
}
