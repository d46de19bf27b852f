package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.TEXT;

import dev.safeguard.adapter.config.ServicesSection.Watched;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.runbook.Runbook;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code safeguard.yaml} and the files that hold one part of it. Whatever is wrong is reported together; only
 * what is no YAML ends the reading where it stands. Keeps nothing between files.
 */
public final class ConfigurationReader {

    private final Variables variables;
    private final RunbooksSection runbooks;

    /**
     * A reader that asks nothing of steps beyond the format.
     *
     * @param environment the variables that values may refer to
     */
    public ConfigurationReader(Map<String, String> environment) {
        this(environment, StepCheck.NONE);
    }

    /**
     * A reader that asks more of steps.
     *
     * @param environment the variables that values may refer to
     * @param check what else is asked of the steps of runbooks
     */
    public ConfigurationReader(Map<String, String> environment, StepCheck check) {
        this.variables = new Variables(environment);
        this.runbooks = new RunbooksSection(check);
    }

    /**
     * Reads a whole configuration.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public Configuration read(Path file) {
        return read(textOf(file), file.toString());
    }

    /**
     * Reads the text of a whole configuration.
     *
     * @param name what the text is called in problems
     * @throws ConfigurationException with everything that is wrong
     */
    public Configuration read(String text, String name) {
        return read(text, name, Shape.map(this::configuration));
    }

    /**
     * Reads a file with one runbook in it: its keys, or {@code runbooks:} with one entry. Its symptom may be any.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public Runbook readRunbook(Path file) {
        return readRunbook(textOf(file), file.toString());
    }

    /**
     * Reads the text of such a file.
     *
     * @param name what the text is called in problems
     * @throws ConfigurationException with everything that is wrong
     */
    public Runbook readRunbook(String text, String name) {
        return read(text, name, runbooks.single());
    }

    /**
     * Reads a file with {@code tiers:} in it.
     *
     * @param period of the SLOs that the policy is for: a tier may be written as a share of their budget
     * @throws ConfigurationException with everything that is wrong
     */
    public AlertPolicy readPolicy(Path file, Duration period) {
        return readPolicy(textOf(file), file.toString(), period);
    }

    /**
     * Reads the text of such a file.
     *
     * @param name what the text is called in problems
     * @throws ConfigurationException with everything that is wrong
     */
    public AlertPolicy readPolicy(String text, String name, Duration period) {
        return read(text, name, AlertsSection.MAP.as(alerts -> alerts.policyFor(period)));
    }

    private <T> T read(String text, String name, Shape<T> shape) {
        Reading reading = new Reading(name, variables);
        Optional<T> value = Document.root(text, reading).flatMap(root -> shape.read(root, reading));
        reading.finish();
        return value.orElseThrow();
    }

    /** In the order in which the sections refer to each other, whatever their order in the file. */
    private Optional<Configuration> configuration(Fields fields) {
        var services = fields.required("services", ServicesSection.SHAPE);
        var symptoms = fields.optional("symptoms", SymptomsSection.SHAPE);
        var runbookList = fields.optional("runbooks", runbooks.list());
        var oncall = fields.optional("oncall", OncallSection.SHAPE);
        var state = fields.optional("state", TEXT.as(Path::of));
        // Only its form is looked at: there is no pager here yet that it could configure.
        fields.optional("notify", Shape.listOf(Shape.map(Optional::of)));
        return fields.make(() -> new Configuration(
                services.get().stream().map(Watched::rule).toList(),
                services.get().stream().flatMap(slo -> slo.queries().stream()).toList(),
                symptoms.or(List.of()),
                runbookList.or(List.of()),
                oncall.value(),
                state.value()));
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            String reason = switch (e) {
                case NoSuchFileException ignored -> "there is no such file";
                case CharacterCodingException ignored -> "it is not UTF-8 text";
                default -> Reason.of(e);
            };
            throw new ConfigurationException(List.of(new ConfigurationProblem(
                    file.toString(),
                    Place.START.line(),
                    Place.START.column(),
                    ProblemCode.UNREADABLE.id(),
                    "the file cannot be read: " + reason,
                    ProblemCode.UNREADABLE.advice())));
        }
    }
}
