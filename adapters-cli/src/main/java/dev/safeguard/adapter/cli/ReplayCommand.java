package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.ReplayChoice.Source;
import dev.safeguard.adapter.cli.UsageException.Problem;
import dev.safeguard.application.alert.ComparePolicies;
import dev.safeguard.application.alert.PolicySuggestion;
import dev.safeguard.application.alert.PolicySuggestion.Outcome;
import dev.safeguard.application.alert.Replay;
import dev.safeguard.application.alert.ReplayHistory;
import dev.safeguard.application.alert.ReplayScore;
import dev.safeguard.application.alert.ScoreReplay;
import dev.safeguard.application.alert.SuggestPolicy;
import dev.safeguard.application.alert.Trace;
import dev.safeguard.application.alert.TraceHistory;
import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.port.LabelReader.MalformedLabelsException;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code safeguard replay}: who would have been woken. */
@Command(
        name = "replay",
        header = "Try an alert policy on history, before it wakes anyone.",
        footer = {
            "  safeguard replay history.csv.gz --objective 0.999",
            "  safeguard replay june.csv july.csv --objective 0.999 --policy calm.yaml",
            "  safeguard replay history.csv --objective 0.999 --compare calm.yaml",
            "  safeguard replay history.csv --objective 0.999 --labels incidents.csv --suggest",
            "  safeguard replay history.csv --objective 0.999 --svg history.svg",
            "  safeguard replay --prometheus http://localhost:9090 --since 30d --objective 0.999 \\",
            "      --good 'answers_total{ok=\"true\"}' --total answers_total",
            "  safeguard replay                                     what the state file holds, by its own rules"
        },
        description = {
            "A history is CSV with the header slo,start,good,total or JSON Lines with the same names, plain or .gz. Without",
            "--objective its SLOs are those of the configuration. Nothing is stored. It ends with 4 when there is no data."
        })
final class ReplayCommand implements Callable<Integer> {

    private final Invocation call;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "The history; - is standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--objective", paramLabel = "D", description = "The objective of all SLOs in it, such as 0.999.")
    private Optional<Objective> objective = Optional.empty();

    @Option(
            names = "--period",
            paramLabel = "30d",
            description = "The period of their error budgets; 30d unless given.")
    private Optional<Duration> period = Optional.empty();

    @Option(names = "--policy", paramLabel = "FILE", description = "Tiers to try, in place of the SLOs' own.")
    private Optional<Path> policy = Optional.empty();

    @Option(names = "--compare", paramLabel = "FILE", description = "Other tiers to hold beside them.")
    private Optional<Path> compare = Optional.empty();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Incidents that are known to have happened: CSV with start and end, and id, impact, title.")
    private Optional<Path> labels = Optional.empty();

    @Option(
            names = "--one-source",
            description = "Labels and samples come from one source: said beside the score, which that flatters.")
    private boolean oneSource;

    @Option(
            names = "--suggest",
            description = "Look for the quietest tiers that tell of all that matters no later, and print them.")
    private boolean suggest;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw it all on one time axis.")
    private Optional<Path> svg = Optional.empty();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Where the people on call sleep, for pages at night (22:00 to 08:00); UTC unless given.")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(names = "--resolution", paramLabel = "1m", description = "How long a bucket is; unless given, it shows.")
    private Optional<Duration> resolution = Optional.empty();

    @Option(names = "--lenient", description = "Pass over rows that cannot be understood, and count them.")
    private boolean lenient;

    @Option(names = "--prometheus", paramLabel = "URL", description = "Ask this Prometheus in place of files.")
    private Optional<String> prometheus = Optional.empty();

    @Option(names = "--good", paramLabel = "QUERY", description = "For Prometheus: the good events.")
    private Optional<String> good = Optional.empty();

    @Option(names = "--total", paramLabel = "QUERY", description = "For Prometheus: all events.")
    private Optional<String> total = Optional.empty();

    @Option(names = "--since", paramLabel = "30d", description = "For Prometheus: how far back; 30d unless given.")
    private Optional<Duration> since = Optional.empty();

    @Option(names = "--slo", paramLabel = "NAME", description = "The name of the SLO in Prometheus, or the one to draw.")
    private Optional<SloName> slo = Optional.empty();

    @Option(names = "--by", paramLabel = "LABEL", description = "For Prometheus: the label that names SLOs.")
    private Optional<String> by = Optional.empty();

    @Option(names = "--timeout", paramLabel = "30s", description = "For Prometheus: the longest wait for an answer.")
    private Optional<Duration> timeout = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "For Prometheus: who asks, with the password in --secret-file.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "For Prometheus: a bearer token or, with --user, a password.")
    private Optional<Path> secret = Optional.empty();

    ReplayCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        check();
        Optional<Path> standardInput = files.stream().filter(Spool::isStandardInput).findFirst();
        try (Spool spool = Spool.of(standardInput, call.console().in());
                ReplaySession session = Invocation.given(() -> call.composition().replay(choice(spool)))) {
            return replay(session);
        } catch (MalformedHistoryException malformed) {
            throw Malformed.history(malformed, standardInput);
        } catch (MalformedLabelsException malformed) {
            throw Malformed.labels(malformed, labels.orElseThrow());
        }
    }

    private int replay(ReplaySession session) {
        ReplayHistory.Result result = run(session, session.rules());
        Map<SloName, Replay> others = session.others()
                .map(rules -> run(session, rules).replays())
                .orElse(List.of()).stream()
                .collect(Collectors.toMap(replay -> replay.rule().slo().name(), Function.identity()));
        Map<SloName, PolicySuggestion> suggestions = suggest ? suggestions(session) : Map.of();
        List<ReplayReport.OfSlo> slos = result.replays().stream()
                .map(replay -> ofSlo(
                        session,
                        replay,
                        Optional.ofNullable(others.get(replay.rule().slo().name())),
                        Optional.ofNullable(suggestions.get(replay.rule().slo().name()))))
                .toList();
        ReplayReport report = new ReplayReport(session.title(), result.facts(), oneSource, slos);
        svg.ifPresent(file -> draw(session, report, file));
        if (call.json()) {
            new ReplayJson(call).print(report);
        } else {
            new ReplayTable(call).print(report);
        }
        result.facts().remarks().forEach(call::note);
        if (slos.isEmpty()) {
            return call.report(
                    Exit.NO_DATA, Code.NO_DATA.problem("there is not one bucket in " + session.title(), "name another"));
        }
        return Exit.DONE.code();
    }

    private ReplayReport.OfSlo ofSlo(
            ReplaySession session, Replay replay, Optional<Replay> other, Optional<PolicySuggestion> suggestion) {
        List<Replay> own = List.of(replay);
        Optional<String> yaml = suggestion
                .map(PolicySuggestion::outcome)
                .filter(Outcome.Quieter.class::isInstance)
                .map(outcome -> ((Outcome.Quieter) outcome).policy())
                .map(policy -> session.text(policy, replay.rule().slo().period()));
        return new ReplayReport.OfSlo(
                replay,
                zone,
                session.labels().map(incidents -> new ScoreReplay().score(own, incidents, zone)),
                other.map(others -> new ComparePolicies().compare(own, List.of(others), zone)),
                suggestion,
                yaml);
    }

    private Map<SloName, PolicySuggestion> suggestions(ReplaySession session) {
        try (Progress read = new Progress(call, "samples");
                Progress tried = new Progress(call, "tiers tried")) {
            return new SuggestPolicy()
                    .suggest(
                            session.history(),
                            session.rules(),
                            session.labels().orElse(List.of()),
                            zone,
                            new SuggestPolicy.Progress() {
                                @Override
                                public void read(long buckets) {
                                    read.reached(buckets);
                                }

                                @Override
                                public void tried(SloName slo, int tiers, int of) {
                                    tried.reached(tiers);
                                }
                            })
                    .stream()
                    .collect(Collectors.toMap(
                            suggestion -> suggestion.present().slo().name(), Function.identity()));
        }
    }

    private ReplayHistory.Result run(ReplaySession session, BiFunction<SloName, Duration, AlertRule> rules) {
        try (Progress progress = new Progress(call, "samples")) {
            return new ReplayHistory().replay(session.history(), rules, progress::reached);
        }
    }

    private void draw(ReplaySession session, ReplayReport report, Path file) {
        List<ReplayReport.OfSlo> wanted = report.slos().stream()
                .filter(found -> slo.isEmpty()
                        || slo.get().equals(found.replay().rule().slo().name()))
                .toList();
        if (wanted.size() != 1) {
            List<String> names = report.slos().stream()
                    .map(found -> found.replay().rule().slo().name().value())
                    .toList();
            throw Code.BAD_VALUE.refusal(
                    "--svg draws one SLO, and there are " + names.size(),
                    names.isEmpty() ? "name a history with buckets" : "choose one with --slo, such as " + names.getFirst());
        }
        Replay replay = wanted.getFirst().replay();
        Trace trace = new TraceHistory()
                .trace(session.history(), replay.rule(), replay.from(), replay.to(), ReplayPicture.COLUMNS);
        List<ReplayScore.IncidentScore> scored =
                wanted.getFirst().score().map(ReplayScore::incidents).orElse(List.of());
        List<KnownIncident> incidents =
                scored.stream().map(ReplayScore.IncidentScore::incident).toList();
        Set<String> detected = scored.stream()
                .filter(one -> one.page().isDetected())
                .map(one -> one.incident().id())
                .collect(Collectors.toSet());
        write(ReplayPicture.of(trace, replay, incidents, detected), file);
        call.note("the picture is in " + file);
    }

    /** The file is there whole or not at all. */
    private static void write(String picture, Path file) {
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try {
                Files.writeString(draft, picture);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the picture cannot be written to " + file + ": " + failure, failure);
        }
    }

    private void check() {
        List<Problem> problems = new ArrayList<>();
        if (prometheus.isPresent()) {
            if (!files.isEmpty()) {
                problems.add(conflict("--prometheus does not go with files: one of them is the history"));
            }
            if (good.isEmpty() || total.isEmpty()) {
                problems.add(Code.MISSING.problem(
                        "--prometheus needs --good and --total", "give the queries that count good events and all events"));
            }
            if (lenient) {
                problems.add(conflict("--lenient is for rows of files"));
            }
        } else {
            Stream.of(
                            option("--good", good),
                            option("--total", total),
                            option("--since", since),
                            option("--by", by),
                            option("--slo", slo.filter(name -> svg.isEmpty())),
                            option("--timeout", timeout),
                            option("--user", user),
                            option("--secret-file", secret))
                    .flatMap(Optional::stream)
                    .forEach(name -> problems.add(conflict(name + " goes with --prometheus only")));
        }
        if (oneSource && labels.isEmpty()) {
            problems.add(Code.MISSING.problem("--one-source needs --labels", "name the file of the incidents"));
        }
        if (user.isPresent() && secret.isEmpty()) {
            problems.add(Code.MISSING.problem("--user needs --secret-file", "put the password into a file and name it"));
        }
        if (files.stream().filter(Spool::isStandardInput).count() > 1) {
            problems.add(conflict("standard input can be read once"));
        }
        period.filter(length -> !length.isPositive())
                .ifPresent(length -> problems.add(Code.BAD_VALUE.problem("--period is above 0, was " + length)));
        since.filter(length -> !length.isPositive())
                .ifPresent(length -> problems.add(Code.BAD_VALUE.problem("--since is above 0, was " + length)));
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        svg.ifPresent(Invocation::mustNotBeADatabase);
        Stream.concat(
                        files.stream().filter(file -> !Spool.isStandardInput(file)),
                        Stream.of(policy, compare, labels, secret).flatMap(Optional::stream))
                .forEach(Invocation::mustBeReadable);
    }

    private static Optional<String> option(String name, Optional<?> value) {
        return value.map(given -> name);
    }

    private static Problem conflict(String why) {
        return Code.CONFLICT.problem(why, "leave one of them out");
    }

    private ReplayChoice choice(Spool standardInput) {
        return new ReplayChoice(call.where(), source(standardInput), objective, period, policy, compare, labels);
    }

    private Source source(Spool standardInput) {
        if (prometheus.isPresent()) {
            return new Source.Prometheus(
                    prometheus.get(),
                    good.orElseThrow(),
                    total.orElseThrow(),
                    slo,
                    by,
                    since.orElse(Duration.ofDays(30)),
                    resolution,
                    timeout,
                    user,
                    secret);
        }
        if (files.isEmpty()) {
            return new Source.State();
        }
        return new Source.Files(
                files.stream()
                        .map(file -> Spool.isStandardInput(file)
                                ? standardInput.file().orElseThrow()
                                : file)
                        .toList(),
                lenient,
                resolution);
    }
}
