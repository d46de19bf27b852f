package dev.safeguard.application.port;

import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Files are not a history: the problems of each, with their lines, 1 being the first. */
    final class MalformedHistoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Map<Path, List<Problem>> byFile;

        public MalformedHistoryException(Path file, List<Problem> problems) {
            this(Map.of(file, problems));
        }

        /** @param byFile for each file that is malformed at least one problem, in the order to be told in */
        public MalformedHistoryException(Map<Path, List<Problem>> byFile) {
            super(message(byFile));
            Map<Path, List<Problem>> copy = new LinkedHashMap<>();
            byFile.forEach((file, problems) -> copy.put(file, List.copyOf(problems)));
            this.byFile = Collections.unmodifiableMap(copy);
        }

        /** All problems, one file after the other. */
        public List<Problem> problems() {
            return byFile.values().stream().flatMap(List::stream).toList();
        }

        public Map<Path, List<Problem>> byFile() {
            return byFile;
        }

        private static String message(Map<Path, List<Problem>> byFile) {
            Map.Entry<Path, List<Problem>> first = byFile.entrySet().iterator().next();
            int more = byFile.values().stream().mapToInt(List::size).sum() - 1;
            return first.getValue().getFirst().at(first.getKey()) + (more > 0 ? " (and " + more + " more)" : "");
        }
    }

    /** One thing wrong in a file. */
    record Problem(long line, String reason) {
        String at(Path file) {
            return file + ":" + line + ": " + reason;
        }
    }
}
