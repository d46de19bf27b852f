package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.HistoryReader.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file, as far as anybody would read on. */
final class Problems {

    /** So many are told; who has that many does not need the rest. */
    static final int MOST = 20;

    private final List<Problem> problems = new ArrayList<>();
    private final Path file;

    Problems(Path file) {
        this.file = file;
    }

    void add(long line, String reason) {
        problems.add(new Problem(line, reason));
    }

    void add(long line, IllegalArgumentException reason) {
        add(line, String.valueOf(reason.getMessage()));
    }

    boolean areEnough() {
        return problems.size() >= MOST;
    }

    boolean areNone() {
        return problems.isEmpty();
    }

    /** Throws those of the first lines. */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new MalformedHistoryException(
                    file,
                    problems.stream()
                            .sorted(Comparator.comparingLong(Problem::line))
                            .limit(MOST)
                            .toList());
        }
    }
}
