package dev.safeguard.application.port;

import dev.safeguard.application.port.HistoryReader.Problem;
import java.nio.file.Path;
import java.util.List;

/** Reads which incidents are known to have happened. */
public interface LabelReader {

    /**
     * Reads a whole file, or nothing of it.
     *
     * @return the incidents in the order of the file, no two with the same id; there may be none
     * @throws MalformedLabelsException with the places that are wrong, when one is
     * @throws java.io.UncheckedIOException when the file cannot be read
     */
    List<KnownIncident> read(Path file);

    /** The file does not list incidents: each problem with its line, 1 being the first. */
    final class MalformedLabelsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Problem> problems;

        public MalformedLabelsException(Path file, List<Problem> problems) {
            super(problems.getFirst().at(file)
                    + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""));
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }
}
