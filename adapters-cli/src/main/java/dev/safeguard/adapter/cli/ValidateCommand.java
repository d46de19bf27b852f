package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Configurations.Contents;
import dev.safeguard.adapter.cli.Configurations.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code safeguard validate}: everything that is wrong in a file, in one pass. */
@Command(
        name = "validate",
        header = "Find everything that is wrong in a configuration, a policy or a runbook, in one go.",
        footer = {
            "  safeguard validate                                 safeguard.yaml here, or the file of --config",
            "  safeguard validate conf/safeguard.yaml",
            "  safeguard validate policy.yaml --period 28d        tiers for SLOs of this period",
            "  safeguard validate --plugins plugins               steps may take the types of these jars too",
            "  safeguard validate --format github                 shown beside the lines of a pull request",
            "  safeguard validate --format junit > report.xml",
            "  envsubst < template.yaml | safeguard validate -"
        },
        description = "It ends with 0, or with 3 when something is wrong; warnings alone end with 0.")
final class ValidateCommand implements Callable<Integer> {

    private static final Path USUAL_FILE = Path.of("safeguard.yaml");
    private static final String STANDARD_INPUT = "standard input";
    private static final Duration USUAL_PERIOD = Duration.ofDays(30);
    private static final int WIDEST_SNIPPET = 110;

    private final Invocation call;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file to look at; - is standard input. A file with tiers: at its top is taken for a policy,"
                    + " one with steps:, or with runbooks: alone, for a runbook.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (for people), json (the same as -o json), junit or github.")
    private Optional<ReportFormat> format = Optional.empty();

    @Option(
            names = "--period",
            paramLabel = "30d",
            description = "For a policy: the period of the SLOs that it is for; 30d unless given.")
    private Optional<Duration> period = Optional.empty();

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "A folder of jars with further mitigations, for steps that take one of them.")
    private Optional<Path> plugins = Optional.empty();

    ValidateCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        ReportFormat chosen = chosenFormat();
        List<String> unusable =
                plugins.isPresent() ? call.composition().mitigationTypes(plugins).problems() : List.of();
        if (!unusable.isEmpty()) {
            unusable.forEach(problem -> call.report(Exit.TOOL_FAILURE, Code.BAD_PLUGIN.problem(problem)));
            return Exit.TOOL_FAILURE.code();
        }
        try {
            return validate(chosen);
        } catch (UsageException refused) {
            return call.report(Failure.of(refused), chosen == ReportFormat.JSON);
        }
    }

    private ReportFormat chosenFormat() {
        if (call.json() && format.isPresent() && format.get() != ReportFormat.JSON) {
            throw Code.CONFLICT.refusal("-o json does not go with another --format", "leave one of them out");
        }
        return format.orElse(call.json() ? ReportFormat.JSON : ReportFormat.TEXT);
    }

    private int validate(ReportFormat chosen) {
        Path path = file.or(() -> call.where().config()).orElse(USUAL_FILE);
        boolean isStandardInput = Spool.isStandardInput(path);
        String name = isStandardInput ? STANDARD_INPUT : path.toString();
        long began = System.nanoTime();
        Findings found = isStandardInput ? validate(call.console().in(), name) : validateFile(path);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        List<Finding> findings = Finding.all(found);
        switch (chosen) {
            case TEXT -> printText(name, found, findings);
            case JSON -> printJson(findings);
            case JUNIT -> call.out().print(JunitReport.of(name, findings, took));
            case GITHUB -> GithubReport.of(findings).forEach(call::print);
        }
        return (found.problems().isEmpty() ? Exit.DONE : Exit.VERDICT_FAILED).code();
    }

    private Findings validateFile(Path path) {
        if (file.isEmpty() && !Files.exists(path)) {
            throw Code.UNREADABLE.refusal(
                    "there is no " + path + " here", "name a file, or make one with `safeguard init`");
        }
        Invocation.mustBeReadable(path);
        try (InputStream in = Files.newInputStream(path)) {
            return validate(in, path.toString());
        } catch (IOException unreadable) {
            throw unreadable(path.toString(), unreadable);
        }
    }

    private Findings validate(InputStream in, String name) {
        return Invocation.given(() -> {
            try {
                return call.composition().configurations().validate(in, name, period.orElse(USUAL_PERIOD), plugins);
            } catch (IOException unreadable) {
                throw unreadable(name, unreadable);
            }
        });
    }

    private static UsageException unreadable(String name, IOException reason) {
        return Code.UNREADABLE.refusal(name + " cannot be read: " + reason.getMessage(), "name a file that can be read");
    }

    private void printText(String name, Findings found, List<Finding> findings) {
        List<int[]> lines =
                found.text().lines().map(line -> line.codePoints().toArray()).toList();
        for (Finding finding : findings) {
            call.print(finding.sentence());
            if (finding.line() <= lines.size()) {
                printSnippet(lines.get((int) finding.line() - 1), finding);
            }
            call.print("  " + finding.remedy());
        }
        if (found.problems().isEmpty()) {
            call.print(Show.line(name) + ": nothing is wrong; " + contents(found.contents()));
        } else {
            call.note(counted(found) + " in " + name + "; safeguard explain "
                    + found.problems().getFirst().code() + " tells more");
        }
    }

    /** The line, behind its number, and the caret under it. */
    private void printSnippet(int[] line, Finding finding) {
        String number = Long.toString(finding.line());
        int room = Math.min(call.columns(), WIDEST_SNIPPET) - number.length() - "   | ".length();
        Snippet snippet = Snippet.of(line, finding.column(), Math.max(20, room));
        call.print(("  " + number + " | " + snippet.line()).stripTrailing());
        call.print("  " + " ".repeat(number.length()) + " | " + " ".repeat(snippet.caret()) + caret(finding));
    }

    private String caret(Finding finding) {
        return finding.isWarning() ? "^" : call.paint().error("^");
    }

    private static String counted(Findings found) {
        String problems = Show.count(found.problems().size(), "problem", "problems");
        return found.warnings().isEmpty()
                ? problems
                : problems + " and " + Show.count(found.warnings().size(), "warning", "warnings");
    }

    /** What there is, without what there is not. */
    private static String contents(Contents contents) {
        List<String> parts = new ArrayList<>();
        count(parts, contents.services(), "service", "services");
        count(parts, contents.slos(), "SLO", "SLOs");
        count(parts, contents.tiers(), "tier", "tiers");
        count(parts, contents.runbooks(), "runbook", "runbooks");
        count(parts, contents.people(), "person", "people");
        return String.join(", ", parts);
    }

    private static void count(List<String> parts, int count, String one, String many) {
        if (count > 0) {
            parts.add(Show.count(count, one, many));
        }
    }

    private void printJson(List<Finding> findings) {
        try (Json.Document document = call.document("Validation", call.wallClock())) {
            findings.forEach(finding -> document.add(Json.object()
                    .put("code", finding.code())
                    .put("file", finding.file())
                    .put("line", finding.line())
                    .put("column", finding.column())
                    .put("message", finding.message())
                    .put("suggestion", finding.suggestion())
                    .put("warning", finding.isWarning())));
        }
    }
}
