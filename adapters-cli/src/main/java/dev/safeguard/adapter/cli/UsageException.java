package dev.safeguard.adapter.cli;

import java.util.List;
import java.util.Optional;

/** Something the user can put right; one or more problems, each with where it is and what to do. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public UsageException(List<Problem> problems) {
        super(problems.getFirst().message());
        this.problems = List.copyOf(problems);
    }

    /** A single problem that has no place in a file. */
    public static UsageException of(String code, String message, String suggestion) {
        return new UsageException(List.of(new Problem(
                code, Optional.empty(), Optional.empty(), Optional.empty(), message, Optional.of(suggestion))));
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param line from 1
     * @param column from 1
     * @param details lines that show more of it, below the one that tells it; mostly none
     */
    public record Problem(
            String code,
            Optional<String> file,
            Optional<Long> line,
            Optional<Long> column,
            String message,
            Optional<String> suggestion,
            List<String> details) {

        public Problem {
            details = List.copyOf(details);
        }

        /** A problem that is told in one line. */
        public Problem(
                String code,
                Optional<String> file,
                Optional<Long> line,
                Optional<Long> column,
                String message,
                Optional<String> suggestion) {
            this(code, file, line, column, message, suggestion, List.of());
        }
    }
}
