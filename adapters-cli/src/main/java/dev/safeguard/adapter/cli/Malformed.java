package dev.safeguard.adapter.cli;

import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.LabelReader.MalformedLabelsException;
import java.nio.file.Path;
import java.util.Optional;

/** What is wrong with the rows of a file, each problem with its file and line. */
final class Malformed {

    private Malformed() {}

    /** @param standardInput whether the history came by standard input, whose spooled file nobody knows */
    static UsageException history(MalformedHistoryException malformed, Optional<Path> standardInput) {
        return new UsageException(malformed.byFile().entrySet().stream()
                .flatMap(file -> file.getValue().stream()
                        .map(problem -> Code.MALFORMED_HISTORY.problem(
                                standardInput.isPresent() ? "standard input" : file.getKey().toString(),
                                problem.line(),
                                problem.reason())))
                .toList());
    }

    static UsageException labels(MalformedLabelsException malformed, Path file) {
        return new UsageException(malformed.problems().stream()
                .map(problem -> Code.MALFORMED_LABELS.problem(file.toString(), problem.line(), problem.reason()))
                .toList());
    }
}
