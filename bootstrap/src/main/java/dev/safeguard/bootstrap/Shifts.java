package dev.safeguard.bootstrap;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.safeguard.adapter.cli.Composition.Recording;
import dev.safeguard.adapter.cli.Composition.ShiftChoice;
import dev.safeguard.adapter.cli.Composition.ShiftSession;
import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.persistence.ShiftLock;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.adapter.simulation.Scenario;
import dev.safeguard.adapter.simulation.Scenarios;
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
import dev.safeguard.application.shift.Silence;
import dev.safeguard.application.shift.StandShift;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import java.util.function.Consumer;
import java.util.function.Function;
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
        Function<Alone, Session> shift = choice.samples()
                .map(recording -> recorded(choice, place, recording))
                .orElseGet(() -> simulated(choice, place));
        if (Files.exists(place.state())) {
            SqliteDatabase.check(place.state());
        }
        ShiftLock lock = ShiftLock.tryAcquire(place.prepared()).orElseThrow(() -> new StoreException(
                "another shift is being stood on " + place.state()
                        + "; wait for it to end, or name another file with --state"));
        try {
            SqliteDatabase database = SqliteDatabase.open(place.state());
            try {
                return shift.apply(new Alone(database, lock));
            } catch (RuntimeException unusable) {
                database.close();
                throw unusable;
            }
        } catch (RuntimeException unusable) {
            lock.close();
            throw unusable;
        }
    }

    /** A state, and the right to stand a shift on it. */
    private record Alone(SqliteDatabase database, ShiftLock lock) {}

    private Function<Alone, Session> simulated(ShiftChoice choice, Place place) {
        SimulatedWorld scratch = scratchWorld();
        Optional<OwnRunbook> own = choice.runbook()
                .map(file -> OwnRunbook.read(file, environment, SimulationModule.mitigations(scratch)));
        Faults.check(choice.faults(), scratch);
        if (choice.goesOn()) {
            if (!Files.exists(place.state())) {
                throw nothingToContinue(place);
            }
            return alone -> goesOn(choice, place, own, alone);
        }
        Scenario scenario = choice.scenario().map(Shifts::scenario).orElseGet(() -> Scenarios.all().getFirst());
        List<Runbook> runbooks = own.map(named -> named.among(scenario)).orElse(scenario.runbooks());
        return alone -> {
            beginAfresh(place, alone.database());
            Instant begins = BuiltInExample.FIRST_SHIFT;
            Clock clock = clock(choice, begins);
            SimulatedWorld world =
                    SimulatedWorld.create(clock, choice.seed(), alone.database().worldStore());
            List<PlannedFault> faults = Faults.of(scenario, choice.faults(), begins);
            return simulated(place, scenario, runbooks, faults, world, clock, begins, begins, alone);
        };
    }

    /** The rest of the earlier shift where it was cut short, and the one that begins the next morning. */
    private static Session goesOn(ShiftChoice choice, Place place, Optional<OwnRunbook> own, Alone alone) {
        ShiftStore.Shift earlier = alone.database()
                .unitOfWork()
                .read(stores -> stores.shifts().find())
                .filter(shift -> shift.origin().equals(SIMULATED))
                .orElseThrow(() -> nothingToContinue(place));
        Scenario scenario = scenario(choice.scenario().orElse(earlier.name()));
        List<Runbook> runbooks = own.map(named -> named.among(scenario)).orElse(scenario.runbooks());
        Clock clock = clock(choice, earlier.asOf());
        SimulatedWorld world = SimulatedWorld.load(clock, alone.database().worldStore())
                .orElseGet(() ->
                        SimulatedWorld.create(clock, choice.seed(), alone.database().worldStore()));
        Instant begins = nextShift(earlier.asOf());
        List<PlannedFault> faults = Stream.concat(
                        Faults.unfinished(world, earlier.asOf(), begins).stream(),
                        Faults.of(scenario, choice.faults(), begins).stream())
                .toList();
        Instant since = wasCutShort(earlier) ? earlier.startedAt() : earlier.asOf();
        return simulated(place, scenario, runbooks, faults, world, clock, since, begins, alone);
    }

    private static boolean wasCutShort(ShiftStore.Shift earlier) {
        Instant begun = nextShift(earlier.startedAt().minusMillis(1));
        return Scenarios.find(earlier.name())
                .filter(scenario -> earlier.asOf().isBefore(begun.plus(scenario.length())))
                .isPresent();
    }

    private static UsageException nothingToContinue(Place place) {
        return UsageException.of(
                Problems.NOTHING_TO_CONTINUE,
                "there is no simulated shift to go on with in " + place.state(),
                "run `safeguard shift` without --continue first");
    }

    /**
     * A shift on a simulated service.
     *
     * @param since since when it stands
     * @param begins the morning of its scenario
     */
    private static Session simulated(
            Place place,
            Scenario scenario,
            List<Runbook> runbooks,
            List<PlannedFault> faults,
            SimulatedWorld world,
            Clock clock,
            Instant since,
            Instant begins,
            Alone alone) {
        world.plan(Faults.toRemember(faults));
        ShiftPlan plan = new ShiftPlan(
                new ShiftStore.Shift(SIMULATED, scenario.name(), world.seed(), since, clock.now()),
                scenario.slos().stream().map(AlertRule::builtIn).toList(),
                scenario.symptoms(),
                runbooks,
                faults,
                begins.plus(scenario.length()),
                ShiftPlan.Ending.ON_TIME,
                List.of(),
                ShiftPlan.Automation.WALK,
                STORE_SIMULATED_EVERY,
                place.postmortems(),
                place.evalCases());
        String title = "scenario " + scenario.name() + " · simulated service, virtual clock";
        return session(title, place, plan, clock, new SimulationModule(clock, world), alone);
    }

    private Function<Alone, Session> recorded(ShiftChoice choice, Place place, Recording recording) {
        HistoryReader.History history = new CsvHistoryReader().read(recording.file());
        Clock clock = clock(choice, history.from());
        List<AlertRule> rules =
                history.slos().stream().map(slo -> rule(choice, slo, history)).toList();
        ShiftPlan plan = new ShiftPlan(
                new ShiftStore.Shift(RECORDED, recording.name(), 0, history.from(), history.from()),
                rules,
                rules.stream().map(rule -> elevatedErrors(rule.slo().name())).toList(),
                List.of(recordedRunbook()),
                List.of(),
                history.until(),
                ShiftPlan.Ending.ON_TIME,
                Silence.in(history.source(), history.slos(), history.resolution(), history.from(), history.until()),
                ShiftPlan.Automation.SHOW,
                STORE_RECORDED_EVERY,
                place.postmortems(),
                place.evalCases());
        String title = "recorded history " + recording.name() + ", " + history.samples()
                + " samples · simulated responder, virtual clock";
        return alone -> {
            beginAfresh(place, alone.database());
            return session(title, place, plan, clock, new RecordingModule(clock, history.source()), alone);
        };
    }

    /** Empties the state, and takes away what the shift that it was of wrote beside it. */
    private static void beginAfresh(Place place, SqliteDatabase database) {
        List<Path> written = new ArrayList<>();
        database.unitOfWork().read(stores -> {
            stores.incidents().all().stream()
                    .filter(incident -> !incident.facts(Change.Fact.POSTMORTEM).isEmpty())
                    .forEach(incident -> written.add(place.postmortems().resolve(incident.id() + ".md")));
            return stores.evalCases().all().isEmpty() || written.add(place.evalCases());
        });
        database.reset();
        try {
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("what an earlier shift wrote cannot be removed: " + failure, failure);
        }
    }

    private static Session session(
            String title,
            Place place,
            ShiftPlan plan,
            Clock clock,
            Module world,
            Alone alone) {
        StandShift shift = Guice.createInjector(
                        Stage.PRODUCTION,
                        new StateModule(alone.database()),
                        new LearningModule(),
                        world,
                        new ShiftModule(place.roster()))
                .getInstance(StandShift.class);
        return new Session(title, place.state(), plan, clock, shift, () -> {
            alone.database().close();
            alone.lock().close();
        });
    }

    /** A shift that is part of something larger, which has the state and lets go of it. */
    static ShiftSession within(String title, Place place, ShiftPlan plan, Clock clock, Injector injector) {
        return new Session(title, place.state(), plan, clock, injector.getInstance(StandShift.class), () -> {});
    }

    private record Session(
            String title,
            Path state,
            ShiftPlan plan,
            Clock clock,
            StandShift shift,
            Runnable closing)
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
            closing.run();
        }
    }

    private static Scenario scenario(String name) {
        return Scenarios.find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario \"" + name + "\""));
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

    /** A world to ask what a simulated service has; nobody lives in it. */
    static SimulatedWorld scratchWorld() {
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

    private AlertRule rule(ShiftChoice choice, SloName name, HistoryReader.History history) {
        Slo slo;
        try {
            slo = new Slo(
                    name,
                    new ServiceName(name.value()),
                    "good events of " + name + " as recorded",
                    choice.objective().orElseThrow(),
                    choice.period().orElse(Slo.DEFAULT_PERIOD),
                    history.resolution());
        } catch (IllegalArgumentException unfit) {
            throw UsageException.of(
                    Problems.BAD_OBJECTIVE, String.valueOf(unfit.getMessage()), "give another --objective or --period");
        }
        return new AlertRules(environment).rule(slo, choice.policy());
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
