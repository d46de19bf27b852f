package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.Recording;
import dev.safeguard.adapter.cli.Composition.ScenarioInfo;
import dev.safeguard.adapter.cli.Composition.ShiftChoice;
import dev.safeguard.adapter.cli.Composition.ShiftSession;
import dev.safeguard.adapter.cli.UsageException.Problem;
import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.application.shift.ShiftResult;
import dev.safeguard.domain.slo.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code safeguard shift}: the main job, in one bounded run. */
@Command(
        name = "shift",
        header = "Stand a whole on-call shift, on a simulated service or over a recorded history, in seconds.",
        footer = {
            "  safeguard shift",
            "  safeguard shift --scenario provider-outage --seed 7",
            "  safeguard shift --pace 60x                                 live, an hour in a minute",
            "  safeguard shift --continue                                 the next shift, on the state there is",
            "  safeguard shift --samples history.csv --objective 0.999    whom a recorded history would have woken",
            "  safeguard shift -o json"
        },
        description = {
            "It begins afresh, in place of the shift before, unless --continue is given. It ends with 0, with 8 when the",
            "service was not healthy in time, or with 4 when nothing was measured at all."
        })
final class ShiftCommand implements Callable<Integer> {

    /** The section of the help that lists the scenarios. */
    static final String SCENARIOS = "scenarios";

    private static final long DEFAULT_SEED = 1;

    private final Invocation call;

    @Option(names = "--scenario", paramLabel = "NAME", description = "What happens to the simulated service.")
    private Optional<String> scenario = Optional.empty();

    @Option(
            names = "--samples",
            paramLabel = "FILE",
            description = "Stand it over this recorded history (CSV or JSON Lines); - is standard input.")
    private Optional<Path> samples = Optional.empty();

    @Option(names = "--objective", paramLabel = "D", description = "For the history: its objective, such as 0.999.")
    private Optional<Objective> objective = Optional.empty();

    @Option(
            names = "--period",
            paramLabel = "30d",
            description = "For the history: the period of the error budget; 30d unless given.")
    private Optional<Duration> period = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "For the history: its alert tiers, in place of the built-in ones.")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--fault",
            paramLabel = "NAME=RATIO",
            converter = NamedRatio.Converter.class,
            description = "How much of what it touches a fault breaks, from 0 to 1; once for each fault.")
    private List<NamedRatio> faults = new ArrayList<>();

    @Option(names = "--runbook", paramLabel = "FILE", description = "The runbook to walk, in place of the scenario's for its symptom.")
    private Optional<Path> runbook = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of the simulated service; the same seed tells the same story. 1 unless given.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--continue",
            description = "Go on from the state there is, with its scenario unless --scenario names one; else begin afresh.")
    private boolean goesOn;

    @Option(
            names = "--pace",
            paramLabel = "60x",
            description = "Virtual seconds to a real one; as fast as it goes unless given.")
    private Optional<Double> pace = Optional.empty();

    @Option(names = "--list", description = "List the scenarios.")
    private boolean list;

    ShiftCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (list) {
            return listScenarios();
        }
        check();
        try (Spool spool = Spool.of(samples, call.console().in());
                ShiftSession session = assemble(choice(spool.file()))) {
            return call.json() ? standInJson(session) : standInTable(session);
        }
    }

    private int listScenarios() {
        List<ScenarioInfo> scenarios = call.composition().scenarios();
        if (call.json()) {
            try (Json.Document document = call.document("Scenarios", call.wallClock())) {
                scenarios.forEach(known -> document.add(Json.object()
                        .put("name", known.name())
                        .put("description", known.description())));
            }
        } else {
            scenarioLines(scenarios).forEach(call::print);
        }
        return Exit.DONE.code();
    }

    /** The scenarios, as a section of the help. */
    String scenarioHelp() {
        return "%nScenarios:%n".replace("%n", System.lineSeparator())
                + scenarioLines(call.composition().scenarios()).stream()
                        .map(line -> "  " + line + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    private static List<String> scenarioLines(List<ScenarioInfo> scenarios) {
        int width = scenarios.stream().mapToInt(known -> known.name().length()).max().orElse(0);
        return scenarios.stream()
                .map(known -> Show.pad(known.name(), width + 2) + Show.line(known.description()))
                .toList();
    }

    private void check() {
        List<Problem> problems = new ArrayList<>();
        if (samples.isPresent()) {
            scenario.ifPresent(name -> problems.add(conflict("--scenario", "a recorded history is no scenario")));
            if (!faults.isEmpty()) {
                problems.add(conflict("--fault", "nothing can be injected into a recorded history"));
            }
            seed.ifPresent(number -> problems.add(conflict("--seed", "a recorded history has nothing random in it")));
            runbook.ifPresent(file -> problems.add(conflict("--runbook", "a recorded history cannot be mitigated")));
            if (goesOn) {
                problems.add(conflict("--continue", "a recorded history begins afresh, and would replace the state"));
            }
            if (objective.isEmpty()) {
                problems.add(Code.MISSING.problem(
                        "--samples needs --objective: a recorded history has none of its own",
                        "add --objective 0.999, or what was promised"));
            }
        } else {
            objective.ifPresent(decimal -> problems.add(onlyWithSamples("--objective")));
            period.ifPresent(length -> problems.add(onlyWithSamples("--period")));
            policy.ifPresent(file -> problems.add(onlyWithSamples("--policy")));
        }
        if (goesOn && seed.isPresent()) {
            problems.add(Code.CONFLICT.problem(
                    "--seed does not go with --continue: the state keeps the seed it began with", "leave one of them out"));
        }
        faults.stream().map(NamedRatio::name).distinct().forEach(name -> {
            if (faults.stream().filter(fault -> fault.name().equals(name)).count() > 1) {
                problems.add(Code.BAD_VALUE.problem("--fault " + name + " is given twice", "give it once"));
            }
        });
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        scenario.ifPresent(this::mustBeKnown);
        samples.filter(file -> !Spool.isStandardInput(file)).ifPresent(Invocation::mustBeReadable);
        policy.ifPresent(Invocation::mustBeReadable);
        runbook.ifPresent(Invocation::mustBeReadable);
    }

    private static Problem conflict(String option, String why) {
        return Code.CONFLICT.problem(option + " does not go with --samples: " + why, "leave one of them out");
    }

    private static Problem onlyWithSamples(String option) {
        return Code.CONFLICT.problem(
                option + " goes with --samples only: a scenario brings its own SLO", "leave it out, or add --samples FILE");
    }

    private void mustBeKnown(String name) {
        List<String> known =
                call.composition().scenarios().stream().map(ScenarioInfo::name).toList();
        if (!known.contains(name)) {
            throw Code.UNKNOWN_SCENARIO.refusal(
                    "there is no scenario " + name,
                    DidYouMean.closest(name, known, "there are " + String.join(", ", known)));
        }
    }

    private ShiftChoice choice(Optional<Path> history) {
        return new ShiftChoice(
                call.where(),
                scenario,
                history.map(file -> new Recording(file, historyName())),
                objective,
                period,
                policy,
                faults.stream().collect(Collectors.toMap(NamedRatio::name, NamedRatio::ratio)),
                runbook,
                seed.orElse(DEFAULT_SEED),
                goesOn,
                pace);
    }

    private ShiftSession assemble(ShiftChoice choice) {
        try {
            return Invocation.given(() -> call.composition().shift(choice));
        } catch (MalformedHistoryException malformed) {
            throw new UsageException(malformed.problems().stream()
                    .map(problem -> Code.MALFORMED_HISTORY.problem(historyName(), problem.line(), problem.reason()))
                    .toList());
        }
    }

    private String historyName() {
        return samples.map(path -> Spool.isStandardInput(path) ? "standard input" : path.toString())
                .orElse("history");
    }

    private int standInJson(ShiftSession session) throws InterruptedException {
        WhatNext next = new WhatNext();
        ShiftResult result;
        try (Json.Document document = call.document("Shift", session.now())) {
            result = session.stand(item -> {
                next.see(item);
                document.add(json(item));
            });
        }
        return verdict(session, result, next);
    }

    private int standInTable(ShiftSession session) throws InterruptedException {
        ShiftTable table = new ShiftTable(call, session);
        table.begin();
        ShiftResult result = session.stand(table::tell);
        table.end();
        return verdict(session, result, table.next());
    }

    private int verdict(ShiftSession session, ShiftResult result, WhatNext next) {
        if (!result.measured()) {
            String slos = session.slos().stream().map(slo -> slo.name().value()).collect(Collectors.joining(", "));
            return call.report(
                    Exit.NO_DATA,
                    Code.NO_DATA.problem(
                            "no event of " + slos + " was measured in all this time", "see that it is the right history"));
        }
        return result.notHealthy()
                .map(why -> call.report(
                        Exit.NOT_HEALTHY,
                        Code.NOT_HEALTHY.problem("not healthy in time: " + why, call.next(next.mostUseful()))))
                .orElse(Exit.DONE.code());
    }

    private static ObjectNode json(ShiftItem item) {
        ObjectNode json = Json.object()
                .put("at", item.at().toString())
                .put("event", item.event().word())
                .put("slo", item.slo().value());
        item.incident().ifPresent(id -> json.put("incident", id.toString()));
        item.severity().ifPresent(severity -> json.put("severity", severity.word()));
        json.put("message", item.message());
        json.set("data", Json.figures(item.data()));
        return json;
    }
}
