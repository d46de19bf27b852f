package dev.safeguard.bootstrap;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.safeguard.adapter.cli.Composition;
import dev.safeguard.adapter.cli.Configurations;
import dev.safeguard.adapter.cli.Desk;
import dev.safeguard.adapter.cli.NoStateException;
import dev.safeguard.adapter.cli.ReplayChoice;
import dev.safeguard.adapter.cli.ReplaySession;
import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.cli.WorkSession;
import dev.safeguard.adapter.config.ProblemCode;
import dev.safeguard.adapter.config.ProblemExplanation;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.adapter.simulation.Scenarios;
import dev.safeguard.adapter.simulation.ScriptedHistory;
import dev.safeguard.adapter.simulation.VirtualClock;
import dev.safeguard.adapter.telemetry.CsvHistoryWriter;
import dev.safeguard.application.alert.GetStatus;
import dev.safeguard.application.alert.ReadBudgets;
import dev.safeguard.application.eval.ReadEvalCases;
import dev.safeguard.application.incident.AcknowledgeIncident;
import dev.safeguard.application.incident.CancelIncident;
import dev.safeguard.application.incident.CloseIncident;
import dev.safeguard.application.incident.DeclareIncident;
import dev.safeguard.application.incident.JudgeRelease;
import dev.safeguard.application.incident.NoteIncident;
import dev.safeguard.application.incident.ReadIncidents;
import dev.safeguard.application.incident.ReopenIncident;
import dev.safeguard.application.incident.ResolveIncident;
import dev.safeguard.application.incident.TriageIncident;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.application.postmortem.WritePostmortem;
import dev.safeguard.application.runbook.PauseAutomation;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Assembles what the command line asks for: one injector for each answer, of the modules that the answer needs. */
final class GuiceComposition implements Composition {

    private final Map<String, String> environment;

    GuiceComposition(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Desk open(Where where) {
        Place place = Place.of(where, environment);
        boolean isEmpty = Files.isRegularFile(place.state()) && place.state().toFile().length() == 0;
        if (!Files.exists(place.state()) || isEmpty) {
            throw new NoStateException(place.state());
        }
        SqliteDatabase database = SqliteDatabase.openWhatIsThere(place.state());
        try {
            return desk(place, database);
        } catch (RuntimeException unusable) {
            database.close();
            throw unusable;
        }
    }

    private static Desk desk(Place place, SqliteDatabase database) {
        Optional<ShiftStore.Shift> shift = database.unitOfWork().read(stores -> stores.shifts().find());
        Clock clock = shift.filter(known -> !known.origin().equals(Shifts.LIVE))
                .<Clock>map(known -> VirtualClock.startingAt(known.asOf()))
                .orElseGet(SystemClock::new);
        Injector injector = Guice.createInjector(
                Stage.PRODUCTION,
                new StateModule(database),
                new LearningModule(),
                new DeskModule(clock, place::roster));
        return new Desk(
                shift.map(GuiceComposition::origin).orElse("no shift has been stood here"),
                place.state(),
                place.postmortems(),
                clock,
                injector.getInstance(GetStatus.class),
                injector.getInstance(ReadBudgets.class),
                injector.getInstance(JudgeRelease.class),
                injector.getInstance(ReadIncidents.class),
                injector.getInstance(DeclareIncident.class),
                injector.getInstance(AcknowledgeIncident.class),
                injector.getInstance(TriageIncident.class),
                injector.getInstance(NoteIncident.class),
                injector.getInstance(ResolveIncident.class),
                injector.getInstance(CloseIncident.class),
                injector.getInstance(ReopenIncident.class),
                injector.getInstance(CancelIncident.class),
                injector.getProvider(WritePostmortem.class)::get,
                injector.getInstance(ReadEvalCases.class),
                injector.getInstance(ReadLedger.class),
                injector.getInstance(PauseAutomation.class),
                database::close);
    }

    static String origin(ShiftStore.Shift shift) {
        return switch (shift.origin()) {
            case Shifts.SIMULATED -> "simulated service (" + shift.name() + "), virtual clock at " + shift.asOf();
            case Shifts.RECORDED -> "recorded history (" + shift.name() + "), virtual clock at " + shift.asOf();
            default -> "live since " + shift.startedAt();
        };
    }

    @Override
    public ShiftSession shift(ShiftChoice choice) {
        return new Shifts(environment).assemble(choice);
    }

    @Override
    public WorkSession work(WorkSession.Choice choice) {
        return new Operations(environment).assemble(choice);
    }

    @Override
    public MitigationTypes mitigationTypes(Optional<Path> plugins) {
        InstalledTypes found = InstalledTypes.find(plugins);
        List<MitigationTypes.Installed> types = new ArrayList<>();
        SimulationModule.mitigations(Shifts.scratchWorld())
                .forEach(simulated -> types.add(new MitigationTypes.Installed(simulated, "Safeguard")));
        types.addAll(found.types());
        return new MitigationTypes(types, found.problems());
    }

    @Override
    public ReplaySession replay(ReplayChoice choice) {
        return new Replays(environment).assemble(choice);
    }

    @Override
    public List<ScenarioInfo> scenarios() {
        return Scenarios.all().stream()
                .map(scenario -> new ScenarioInfo(scenario.name(), scenario.description()))
                .toList();
    }

    @Override
    public HistoryInfo makeHistory(HistoryChoice choice) {
        if (choice.days() < 1 || choice.days() > 366) {
            throw UsageException.of(
                    Problems.BAD_HISTORY, "a history is 1 to 366 days long, was " + choice.days(), "give --days 14");
        }
        SloName slo = Scenarios.all().getFirst().slos().getFirst().name();
        Instant start = BuiltInExample.FIRST_SHIFT.minusSeconds(9 * 3600L);
        List<Sample> samples = ScriptedHistory.of(choice.days(), choice.seed()).samples(slo, start);
        new CsvHistoryWriter().write(samples, choice.file());
        return new HistoryInfo(
                choice.file(),
                samples.size(),
                samples.getFirst().start(),
                samples.getLast().start().plusSeconds(60));
    }

    @Override
    public Configurations configurations() {
        return new YamlConfigurations(environment);
    }

    @Override
    public List<SloSource> sloSources(Where where) {
        return new AlertRules(environment).sources(where);
    }

    @Override
    public AlertRule rule(Slo slo, Optional<Path> policy) {
        return new AlertRules(environment).rule(slo, policy);
    }

    @Override
    public List<String> codes() {
        return Stream.concat(
                        Problems.codes().stream(), Arrays.stream(ProblemCode.values()).map(ProblemCode::id))
                .toList();
    }

    @Override
    public Optional<List<String>> explain(String code) {
        return Problems.explain(code)
                .or(() -> Arrays.stream(ProblemCode.values())
                        .filter(known -> known.id().equalsIgnoreCase(code))
                        .findFirst()
                        .map(ProblemExplanation::of));
    }

    @Override
    public String version() {
        return Optional.ofNullable(GuiceComposition.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
