package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Configurations.Findings;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One thing found in a configuration file, with its place. */
record Finding(
        String code, String file, long line, long column, String message, String suggestion, boolean isWarning) {

    /** Problems and warnings together, in the order of the file. */
    static List<Finding> all(Findings findings) {
        return Stream.concat(
                        findings.problems().stream().map(problem -> of(problem, false)),
                        findings.warnings().stream().map(warning -> of(warning, true)))
                .sorted(Comparator.comparingLong(Finding::line).thenComparingLong(Finding::column))
                .toList();
    }

    private static Finding of(UsageException.Problem problem, boolean isWarning) {
        return new Finding(
                problem.code(),
                problem.file().orElse(""),
                problem.line().orElse(1L),
                problem.column().orElse(1L),
                problem.message(),
                problem.suggestion().orElse(""),
                isWarning);
    }

    /** For example {@code safeguard.yaml:3:5: unknown key "slso"}. */
    String sentence() {
        return Show.line(file) + ":" + line + ":" + column + ": " + (isWarning ? "warning: " : "") + Show.line(message);
    }

    /** The code, and what to do. */
    String remedy() {
        return code + "  " + Show.line(suggestion);
    }
}
