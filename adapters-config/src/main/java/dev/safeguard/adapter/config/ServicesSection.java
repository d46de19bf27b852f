package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.DURATION;
import static dev.safeguard.adapter.config.Shape.NAME;
import static dev.safeguard.adapter.config.Shape.TEXT;

import dev.safeguard.adapter.config.Reading.Named;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code services:}, each with its SLOs and the names of the runbooks that may be run on it. */
final class ServicesSection {

    /** An SLO with its alerts, and how it is measured. */
    record Watched(AlertRule rule, Optional<SloQueries> queries) {}

    private record Sli(String good, String total) {}

    private static final Shape<Sli> SLI = Shape.map(fields -> {
        var good = fields.required("good", TEXT);
        var total = fields.required("total", TEXT);
        return fields.make(() -> new Sli(good.get(), total.get()));
    });

    private static final Shape<Objective> OBJECTIVE =
            TEXT.as(ServicesSection::objective).told(JsonSchema::objective);

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,18})?) ?%");
    private static final Pattern SCIENTIFIC = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,18})?[eE][-+]?[0-9]{1,2}");

    /** Runbooks are further down the file. */
    private static final Shape<String> RUNBOOK = ServicesSection::runbook;

    static final Shape<List<Watched>> SHAPE = Shape.someOf(Shape.map(ServicesSection::service))
            .as(services -> services.stream().flatMap(List::stream).toList());

    private ServicesSection() {}

    private static Optional<List<Watched>> service(Fields fields) {
        var name = fields.required("name", Shape.declares(Named.SERVICE).as(ServiceName::new));
        ServiceName service = name.or(new ServiceName("unnamed"));
        var slos = fields.required("slos", Shape.someOf(Shape.map(slo -> slo(slo, service))));
        fields.optional("runbooks", Shape.listOf(RUNBOOK.told(NAME::schema)));
        return fields.make(slos::get);
    }

    private static Optional<Watched> slo(Fields fields, ServiceName service) {
        var name = fields.required("name", Shape.declares(Named.SLO).as(SloName::new));
        var description = fields.optional("description", TEXT);
        var objective = fields.required("objective", OBJECTIVE);
        var period = fields.optional("period", DURATION);
        var resolution = fields.optional("resolution", DURATION);
        var sli = fields.optional("sli", SLI);
        var alerts = fields.optional("alerts", AlertsSection.SHAPE.told(ConfigurationSchema::alerts));
        return fields.make(() -> new Slo(
                        name.get(),
                        service,
                        description.or(""),
                        objective.get(),
                        period.or(Slo.DEFAULT_PERIOD),
                        resolution.or(Slo.DEFAULT_RESOLUTION)))
                .flatMap(slo -> alerts.or(AlertsSection.builtIn(fields.at())).ruleFor(slo, fields.reading()))
                .map(rule -> {
                    if (sli.value().isEmpty()) {
                        fields.reading()
                                .warning(
                                        ProblemCode.UNMEASURED,
                                        name.at(),
                                        "SLO \"" + name.get() + "\" has no sli: no metric source can be asked for it");
                    }
                    return new Watched(
                            rule,
                            sli.value().map(queries -> new SloQueries(name.get(), queries.good(), queries.total())));
                });
    }

    private static Optional<String> runbook(Node node, Reading reading) {
        reading.last(() -> Shape.refersTo(Named.RUNBOOK).read(node, reading));
        return Optional.empty();
    }

    /** A promise is a plain decimal: what else could have been meant is told, and not guessed. */
    private static Objective objective(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            throw new IllegalArgumentException("objective must be a decimal such as 0.995, was \"" + text + "\""
                    + meant(new BigDecimal(percent.group(1)).movePointLeft(2)));
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "objective must be a plain decimal such as 0.995, was " + text + meant(new BigDecimal(text)));
        }
        return Objective.of(text);
    }

    private static String meant(BigDecimal value) {
        return value.signum() > 0 && value.compareTo(BigDecimal.ONE) < 0
                ? " (did you mean " + value.stripTrailingZeros().toPlainString() + "?)"
                : "";
    }
}
