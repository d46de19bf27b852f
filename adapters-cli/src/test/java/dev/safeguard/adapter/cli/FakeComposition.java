package dev.safeguard.adapter.cli;

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
import dev.safeguard.application.port.EvalSink;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.postmortem.WritePostmortem;
import dev.safeguard.application.runbook.PauseAutomation;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.application.shift.ShiftResult;
import dev.safeguard.application.shift.ShiftSummary;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FakePostmortemSink;
import dev.safeguard.application.testkit.FakeSampleFeed;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.UnworkablePolicyException;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Use cases over stores in memory, and shifts that tell what they were told to tell. */
final class FakeComposition implements Composition {

    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    final FakeClock clock = new FakeClock(NOON);
    final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    final FakePostmortemSink postmortems = new FakePostmortemSink();
    final Map<Path, List<EvalCase>> exported = new HashMap<>();

    /** What a human orders. */
    final FakeWork ordered = new FakeWork(work, clock);

    /** What there is to replay, what was known of it, and how it was asked for. */
    SampleFeed recorded = new FakeSampleFeed(List.of());

    List<KnownIncident> labels = List.of();
    ReplayChoice replayed;
    final FakeConfigurations configurations = new FakeConfigurations();

    /** What a shift tells, when it begins, and how it ends. */
    final List<ShiftItem> story = new ArrayList<>();

    List<Slo> slos = List.of(Stories.CHAT.slo());
    Instant begin = Instant.parse("2026-03-02T09:00:00Z");
    Optional<String> notHealthy = Optional.empty();
    boolean measured = true;

    /** Where SLOs are found. */
    List<SloSource> sloSources =
            List.of(new SloSource("built-in example", List.of(Stories.CHAT), Optional.of("Ana")));

    /** The policy of every policy file. */
    AlertPolicy ownPolicy = Stories.CHAT.policy();

    /** What goes wrong after the story was told. */
    Optional<RuntimeException> breaksDown = Optional.empty();

    boolean interrupted;

    /** What goes wrong when anything is opened. */
    Optional<RuntimeException> unusable = Optional.empty();

    /** What was asked for. */
    Optional<ShiftChoice> shiftChoice = Optional.empty();

    Optional<HistoryChoice> historyChoice = Optional.empty();
    Optional<Where> where = Optional.empty();

    /** What the history held that a shift was stood over. */
    String history = "";

    int opened;
    int closed;

    @Override
    public Desk open(Where where) {
        this.where = Optional.of(where);
        unusable.ifPresent(exception -> {
            throw exception;
        });
        opened++;
        return new Desk(
                "simulated (provider-outage), clock stands at 2026-03-02T12:00Z",
                Path.of(".safeguard/demo.db"),
                Path.of(".safeguard/postmortems"),
                clock,
                new GetStatus(work, clock),
                new ReadBudgets(work, clock),
                new JudgeRelease(work, clock),
                new ReadIncidents(work),
                new DeclareIncident(work, clock),
                new AcknowledgeIncident(work, clock),
                new TriageIncident(work, clock),
                new NoteIncident(work, clock),
                new ResolveIncident(work, clock),
                new CloseIncident(work, clock),
                new ReopenIncident(work, clock),
                new CancelIncident(work, clock),
                () -> new WritePostmortem(work, clock, postmortems, List.of(new Person("Ana"))),
                new ReadEvalCases(work, new LinesSink()),
                new ReadLedger(work),
                new PauseAutomation(work, clock),
                () -> closed++);
    }

    @Override
    public ShiftSession shift(ShiftChoice choice) {
        shiftChoice = Optional.of(choice);
        unusable.ifPresent(exception -> {
            throw exception;
        });
        choice.samples().ifPresent(recording -> history = read(recording.file()));
        opened++;
        return new Session();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public WorkSession work(WorkSession.Choice choice) {
        this.where = Optional.of(choice.where());
        return ordered;
    }

    @Override
    public MitigationTypes mitigationTypes(Optional<Path> plugins) {
        return new MitigationTypes(
                List.of(new MitigationTypes.Installed(ordered.flags, "a test")),
                plugins.filter(folder -> !folder.endsWith("sound"))
                        .map(folder -> folder + " has a jar that cannot be used")
                        .stream()
                        .toList());
    }

    @Override
    public ReplaySession replay(ReplayChoice choice) {
        replayed = choice;
        return new ReplaySession() {
            @Override
            public String title() {
                return "recorded history of a test";
            }

            @Override
            public SampleFeed history() {
                return recorded;
            }

            @Override
            public BiFunction<SloName, Duration, AlertRule> rules() {
                return FakeComposition::rule;
            }

            @Override
            public Optional<BiFunction<SloName, Duration, AlertRule>> others() {
                return choice.compare().map(file -> FakeComposition::rule);
            }

            @Override
            public Optional<List<KnownIncident>> labels() {
                return choice.labels().map(file -> labels);
            }

            @Override
            public String text(AlertPolicy policy, Duration period) {
                return "tiers: " + policy.tiers().size();
            }

            @Override
            public void close() {}
        };
    }

    private static AlertRule rule(SloName name, Duration resolution) {
        return AlertRule.builtIn(new Slo(
                name,
                Stories.CHAT.slo().service(),
                "answers",
                Objective.of("0.99"),
                Slo.DEFAULT_PERIOD,
                resolution));
    }

    @Override
    public List<ScenarioInfo> scenarios() {
        return List.of(
                new ScenarioInfo("provider-outage", "the model provider fails half of all calls"),
                new ScenarioInfo("slow-burn", "retrieval loses a few documents"));
    }

    @Override
    public HistoryInfo makeHistory(HistoryChoice choice) {
        historyChoice = Optional.of(choice);
        try {
            Files.writeString(choice.file(), "slo,start,good,total\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + choice.file(), e);
        }
        return new HistoryInfo(choice.file(), 1440L * choice.days(), NOON.minusSeconds(86400L * choice.days()), NOON);
    }

    @Override
    public Configurations configurations() {
        return configurations;
    }

    @Override
    public List<SloSource> sloSources(Where where) {
        this.where = Optional.of(where);
        return sloSources;
    }

    @Override
    public AlertRule rule(Slo slo, Optional<Path> policy) {
        try {
            return policy.map(file -> new AlertRule(slo, ownPolicy)).orElseGet(() -> AlertRule.builtIn(slo));
        } catch (UnworkablePolicyException unfit) {
            throw new UsageException(unfit.check().problems().stream()
                    .map(problem -> new UsageException.Problem(
                            "SG-B004",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            problem.sentence(),
                            Optional.of("write tiers"),
                            unfit.check().table()))
                    .toList());
        }
    }

    @Override
    public List<String> codes() {
        return List.of("SG-C001");
    }

    @Override
    public Optional<List<String>> explain(String code) {
        return code.equals("SG-C001")
                ? Optional.of(List.of("SG-C001: a key is not known", "Keys are listed in the schema."))
                : Optional.empty();
    }

    @Override
    public String version() {
        return "0.1.0-test";
    }

    private final class Session implements ShiftSession {

        @Override
        public String title() {
            return "scenario provider-outage · simulated service, virtual clock";
        }

        @Override
        public Path state() {
            return Path.of(".safeguard/demo.db");
        }

        @Override
        public List<Slo> slos() {
            return slos;
        }

        @Override
        public Path evalCases() {
            return Path.of(".safeguard/evals/cases.jsonl");
        }

        @Override
        public Instant now() {
            return begin;
        }

        @Override
        public ShiftResult stand(Consumer<ShiftItem> out) throws InterruptedException {
            story.forEach(out);
            if (interrupted) {
                throw new InterruptedException();
            }
            breaksDown.ifPresent(exception -> {
                throw exception;
            });
            return new ShiftResult(
                    new ShiftSummary(0, 0, 0, 0, 0, List.of(), List.of(), Ratio.ZERO, 0), measured, notHealthy);
        }

        @Override
        public void close() {
            closed++;
        }
    }

    /** One line of JSON a case. */
    private final class LinesSink implements EvalSink {

        @Override
        public String render(List<EvalCase> cases) {
            StringBuilder lines = new StringBuilder();
            cases.forEach(evalCase -> lines.append("{\"id\":\"")
                    .append(evalCase.id())
                    .append("\",\"load\":{\"eventsPerMinute\":")
                    .append(evalCase.eventsPerMinute())
                    .append("},\"calibrated\":false}\n"));
            return lines.toString();
        }

        @Override
        public void publish(List<EvalCase> cases, Path file) {
            exported.put(file, cases);
        }
    }
}
