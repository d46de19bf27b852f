package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.Composition.Where;
import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.config.Configuration;
import dev.safeguard.adapter.config.ConfigurationException;
import dev.safeguard.adapter.config.ConfigurationProblem;
import dev.safeguard.adapter.config.ConfigurationReader;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.oncall.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command works: its configuration, and the files that belong together around one state.
 *
 * @param configuration empty for the built-in example
 */
record Place(Optional<Configuration> configuration, Path state) {

    private static final Path DEFAULT_CONFIGURATION = Path.of("safeguard.yaml");
    private static final Path DEFAULT_STATE = Path.of(".safeguard", "safeguard.db");
    private static final Path DEMO_STATE = Path.of(".safeguard", "demo.db");

    /** The place that the options name, or else the one of the working directory. */
    static Place of(Where where, Map<String, String> environment) {
        Optional<Path> file = where.config()
                .or(() -> Optional.of(DEFAULT_CONFIGURATION).filter(Files::exists));
        Optional<Configuration> configuration = file.map(path -> read(path, environment));
        return new Place(
                configuration,
                where.state()
                        .or(() -> configuration.map(known -> known.state().orElse(DEFAULT_STATE)))
                        .orElse(DEMO_STATE));
    }

    /** The place of a simulated or recorded shift: its own state, whatever is configured, unless one is named. */
    static Place ofDemo(Where where, Map<String, String> environment) {
        Place place = of(where, environment);
        return new Place(place.configuration, where.state().orElse(DEMO_STATE));
    }

    /** The state file, in a folder that is there. */
    Path prepared() {
        try {
            Files.createDirectories(state.toAbsolutePath().resolveSibling(""));
            return state;
        } catch (IOException failure) {
            throw new StoreException("the folder of the state file " + state + " cannot be made", failure);
        }
    }

    Roster roster() {
        return configuration.flatMap(Configuration::roster).orElseGet(BuiltInExample::roster);
    }

    Path postmortems() {
        return state.resolveSibling("postmortems");
    }

    Path evalCases() {
        return state.resolveSibling("evals").resolve("cases.jsonl");
    }

    private static Configuration read(Path file, Map<String, String> environment) {
        try {
            return new ConfigurationReader(environment).read(file);
        } catch (ConfigurationException wrong) {
            throw usage(wrong);
        }
    }

    /** The problems of a file in the words of the command line. */
    static UsageException usage(ConfigurationException wrong) {
        return new UsageException(problems(wrong.problems()));
    }

    static List<UsageException.Problem> problems(List<ConfigurationProblem> found) {
        return found.stream()
                .map(problem -> new UsageException.Problem(
                        problem.code(),
                        Optional.of(problem.file()),
                        Optional.of((long) problem.line()),
                        Optional.of((long) problem.column()),
                        problem.message(),
                        Optional.of(problem.suggestion()),
                        problem.details()))
                .toList();
    }
}
