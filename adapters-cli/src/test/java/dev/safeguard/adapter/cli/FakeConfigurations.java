package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.UsageException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds in any file what it was told to find, and writes none. */
final class FakeConfigurations implements Configurations {

    final List<Problem> problems = new ArrayList<>();
    final List<Problem> warnings = new ArrayList<>();
    Contents contents = new Contents(1, 2, 6, 1, 3);

    /** What goes wrong when anything is asked. */
    Optional<RuntimeException> unusable = Optional.empty();

    /** What was asked for. */
    String validated = "";

    Optional<Duration> period = Optional.empty();
    Optional<Path> plugins = Optional.empty();
    Optional<Path> initialised = Optional.empty();
    boolean overwritten;

    /** A problem of the file that is looked at. */
    static Problem problem(String code, long line, long column, String message, String suggestion) {
        return new Problem(
                code, Optional.of(""), Optional.of(line), Optional.of(column), message, Optional.of(suggestion));
    }

    @Override
    public Findings validate(InputStream in, String name, Duration givenPeriod, Optional<Path> givenPlugins)
            throws IOException {
        unusable.ifPresent(exception -> {
            throw exception;
        });
        validated = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        period = Optional.of(givenPeriod);
        plugins = givenPlugins;
        return new Findings(validated, of(name, problems), of(name, warnings), contents);
    }

    private static List<Problem> of(String file, List<Problem> found) {
        return found.stream()
                .map(problem -> new Problem(
                        problem.code(),
                        Optional.of(file),
                        problem.line(),
                        problem.column(),
                        problem.message(),
                        problem.suggestion()))
                .toList();
    }

    @Override
    public String schema() {
        return "{\n  \"title\": \"safeguard.yaml\"\n}\n";
    }

    @Override
    public String starter() {
        return "services: []\n";
    }

    @Override
    public List<Path> init(Path file, boolean overwrite) {
        unusable.ifPresent(exception -> {
            throw exception;
        });
        initialised = Optional.of(file);
        overwritten = overwrite;
        return List.of(file, file.resolveSibling("safeguard.schema.json"));
    }
}
