package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.TEXT;

import dev.safeguard.adapter.config.Reading.Named;
import dev.safeguard.adapter.config.ServicesSection.Watched;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.io.InputStream;
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
        return read(file, configuration());
    }

    /**
     * Reads the text of a whole configuration.
     *
     * @param name what the text is called in problems
     * @throws ConfigurationException with everything that is wrong
     */
    public Configuration read(String text, String name) {
        return read(text, name, configuration());
    }

    /**
     * Reads a file with one runbook in it: its keys, or {@code runbooks:} with one entry. Its symptom may be any.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public Runbook readRunbook(Path file) {
        return read(file, runbooks.single());
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
        return read(file, policy(period));
    }

    /**
     * Reads the text of such a file.
     *
     * @param name what the text is called in problems
     * @throws ConfigurationException with everything that is wrong
     */
    public AlertPolicy readPolicy(String text, String name, Duration period) {
        return read(text, name, policy(period));
    }

    /**
     * Looks for everything that is wrong in a configuration, or in a file that holds one part of one: which of them it
     * is, its keys say.
     *
     * @param in read to its end unless there is too much of it; not closed
     * @param name what it is called in problems
     * @param period of the SLOs that a policy is for
     * @throws IOException when it cannot be read
     */
    public Validation validate(InputStream in, String name, Duration period) throws IOException {
        Reading reading = new Reading(name, variables);
        Optional<String> text = Source.text(in, reading);
        Optional<Validation.Contents> contents = text.flatMap(known -> Document.root(known, reading))
                .flatMap(root -> switch (Part.of(root)) {
                    case CONFIGURATION -> configuration().read(root, reading).map(Validation.Contents::of);
                    case POLICY -> policy(period).read(root, reading).map(Validation.Contents::of);
                    case RUNBOOK -> runbooks.single().read(root, reading).map(Validation.Contents::of);
                });
        reading.finish();
        return new Validation(
                text.orElse(""),
                reading.problems(),
                reading.warnings(),
                contents.orElse(Validation.Contents.NOTHING));
    }

    private <T> T read(Path file, Shape<T> shape) {
        Reading reading = new Reading(file.toString(), variables);
        return read(textOf(file, reading), shape, reading);
    }

    /**
     * Reads a file with {@code tiers:} in it, for this SLO.
     *
     * @throws ConfigurationException with everything that is wrong, tiers that cannot work for the SLO included
     */
    public AlertRule readPolicy(Path file, Slo slo) {
        return read(file, policy(slo));
    }

    /**
     * Reads the text of such a file.
     *
     * @param name what the text is called in problems
     * @throws ConfigurationException with everything that is wrong, tiers that cannot work for the SLO included
     */
    public AlertRule readPolicy(String text, String name, Slo slo) {
        return read(text, name, policy(slo));
    }

    private static Shape<AlertRule> policy(Slo slo) {
        return (node, reading) ->
                AlertsSection.MAP.read(node, reading).flatMap(alerts -> alerts.ruleOfFile(slo, reading));
    }

    private <T> T read(String text, String name, Shape<T> shape) {
        return read(Optional.of(text), shape, new Reading(name, variables));
    }

    private static <T> T read(Optional<String> text, Shape<T> shape, Reading reading) {
        Optional<T> value =
                text.flatMap(known -> Document.root(known, reading)).flatMap(root -> shape.read(root, reading));
        reading.finish();
        if (!reading.problems().isEmpty()) {
            throw new ConfigurationException(reading.problems());
        }
        return value.orElseThrow();
    }

    Shape<Configuration> configuration() {
        return Shape.map(this::configuration);
    }

    /** A policy that works for some objective: of the rules for tiers, all but the ceiling hold for every SLO. */
    private static Shape<AlertPolicy> policy(Duration period) {
        Slo anySlo = anySlo(period);
        Shape<AlertsSection> tiers = (node, reading) -> AlertsSection.MAP.read(node, reading)
                .filter(alerts -> reading.attempt(
                                ProblemCode.BAD_VALUE, Place.of(node), () -> alerts.policyFor(period))
                        .isPresent());
        return (node, reading) -> tiers.read(node, reading)
                .flatMap(alerts -> alerts.ruleFor(anySlo, reading))
                .map(AlertRule::policy);
    }

    private static Slo anySlo(Duration period) {
        SloName name = new SloName("any");
        Objective highest = Objective.of("0.999999999999999999");
        try {
            return new Slo(name, new ServiceName("any"), "", highest, period, Duration.ofSeconds(1));
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("a period is at most 68 years long, was " + period, tooLong);
        }
    }

    /** In the order in which the sections refer to each other, whatever their order in the file. */
    private Optional<Configuration> configuration(Fields fields) {
        var services = fields.required("services", ServicesSection.SHAPE);
        var symptoms = fields.optional("symptoms", SymptomsSection.SHAPE);
        var runbookList = fields.optional("runbooks", runbooks.list());
        fields.reading().warnOfUnused(Named.SYMPTOM, ProblemCode.NO_RUNBOOK, "no runbook is for");
        var oncall = fields.optional("oncall", OncallSection.SHAPE);
        var prometheus = fields.optional("prometheus", PrometheusSection.SHAPE);
        var state = fields.optional("state", TEXT.as(Path::of));
        // Only its form is looked at: there is no pager here yet that it could configure.
        fields.optional("notify", Shape.listOf(Shape.map(Optional::of)));
        return fields.make(() -> new Configuration(
                services.get().stream().map(Watched::rule).toList(),
                services.get().stream().flatMap(slo -> slo.queries().stream()).toList(),
                symptoms.or(List.of()),
                runbookList.or(List.of()),
                oncall.value(),
                prometheus.value(),
                state.value()));
    }

    private static Optional<String> textOf(Path file, Reading reading) {
        try (InputStream in = Files.newInputStream(file)) {
            return Source.text(in, reading);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : Reason.of(e);
            reading.problem(ProblemCode.UNREADABLE, Place.START, "the file cannot be read: " + reason);
            return Optional.empty();
        }
    }
}
