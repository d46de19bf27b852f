package dev.safeguard.application.port;

import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads recorded SLI histories. */
public interface HistoryReader {

    /**
     * Reads a whole file, or nothing of it.
     *
     * @throws MalformedHistoryException with every place that is wrong, when one is
     * @throws java.io.UncheckedIOException when the file cannot be read
     */
    History read(Path file);

    /**
     * A recorded history.
     *
     * @param slos the SLOs in it, by name
     * @param from the start of the first bucket
     * @param until the end of the last
     * @param samples how many buckets there are
     * @param source the history as a metric source; all of its buckets are closed
     */
    record History(
            List<SloName> slos, Duration resolution, Instant from, Instant until, long samples, MetricSource source) {
        public History {
            slos = List.copyOf(slos);
        }
    }

    /** The file is not a history: each problem with its line, 1 being the first. */
    final class MalformedHistoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Problem> problems;

        public MalformedHistoryException(Path file, List<Problem> problems) {
            super(problems.getFirst().at(file) + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""));
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }

    /** One thing wrong in a file. */
    record Problem(long line, String reason) {
        String at(Path file) {
            return file + ":" + line + ": " + reason;
        }
    }
}
