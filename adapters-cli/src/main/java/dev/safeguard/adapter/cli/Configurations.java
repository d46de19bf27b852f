package dev.safeguard.adapter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the command line needs to know about configuration files. */
public interface Configurations {

    /**
     * Looks for everything that is wrong in a configuration, a policy or a runbook.
     *
     * @param name what it is called in problems
     * @param period of the SLOs that a policy is for
     * @param plugins the folder of jars with further types of mitigation, where there is one
     * @throws IOException when it cannot be read
     */
    Findings validate(InputStream in, String name, Duration period, Optional<Path> plugins) throws IOException;

    /** The JSON Schema of a configuration, in lines. */
    String schema();

    /** A configuration to begin with, in lines. */
    String starter();

    /**
     * Writes that configuration, and the schema beside it.
     *
     * @param overwrite whether files that are there may be replaced; if not, that is the user's to put right
     * @return the files that were written, the configuration first
     */
    List<Path> init(Path file, boolean overwrite);

    /**
     * What was found in a file.
     *
     * @param text what was read; empty where it is no text
     * @param problems what keeps it from being used, each with line and column, in the order of the file
     * @param warnings what is probably not meant, likewise
     * @param contents what there is, where there is no problem
     */
    record Findings(
            String text,
            List<UsageException.Problem> problems,
            List<UsageException.Problem> warnings,
            Contents contents) {

        public Findings {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /** How much there is of each. */
    record Contents(int services, int slos, int tiers, int runbooks, int people) {}
}
