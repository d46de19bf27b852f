package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.ReplayChoice.Source;
import dev.safeguard.adapter.cli.UsageException.Problem;
import dev.safeguard.application.alert.ReplayHistory;
import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
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
            "  safeguard replay history.csv --objective 0.999 --labels incidents.csv -o json",
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

    @Option(names = "--slo", paramLabel = "NAME", description = "For Prometheus: the name of the SLO.")
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
        }
    }

    private int replay(ReplaySession session) {
        ReplayHistory.Result result = run(session, session.rules());
        Optional<ReplayHistory.Result> other = session.others().map(rules -> run(session, rules));
        ReplayReport report = new ReplayReport(session.title(), result, other, session.labels());
        if (call.json()) {
            new ReplayJson(call).print(report);
        } else {
            new ReplayTable(call).print(report);
        }
        result.facts().remarks().forEach(call::note);
        if (result.replays().isEmpty()) {
            return call.report(
                    Exit.NO_DATA, Code.NO_DATA.problem("there is not one bucket in " + session.title(), "name another"));
        }
        return Exit.DONE.code();
    }

    private ReplayHistory.Result run(ReplaySession session, BiFunction<SloName, Duration, AlertRule> rules) {
        try (Progress progress = new Progress(call, "samples")) {
            return new ReplayHistory().replay(session.history(), rules, progress::reached);
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
                            option("--slo", slo),
                            option("--timeout", timeout),
                            option("--user", user),
                            option("--secret-file", secret))
                    .flatMap(Optional::stream)
                    .forEach(name -> problems.add(conflict(name + " goes with --prometheus only")));
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
