package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.DURATION;
import static dev.safeguard.adapter.config.Shape.TEXT;

import dev.safeguard.adapter.config.Reading.Named;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.util.List;
import java.util.Optional;

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

    /** Runbooks are further down the file. */
    private static final Shape<String> RUNBOOK = (node, reading) -> {
        reading.last(() -> Shape.refersTo(Named.RUNBOOK).read(node, reading));
        return Optional.empty();
    };

    static final Shape<List<Watched>> SHAPE = Shape.someOf(Shape.map(ServicesSection::service))
            .as(services -> services.stream().flatMap(List::stream).toList());

    private ServicesSection() {}

    private static Optional<List<Watched>> service(Fields fields) {
        var name = fields.required("name", Shape.declares(Named.SERVICE).as(ServiceName::new));
        ServiceName service = name.or(new ServiceName("unnamed"));
        var slos = fields.required("slos", Shape.someOf(Shape.map(slo -> slo(slo, service))));
        fields.optional("runbooks", Shape.listOf(RUNBOOK));
        return fields.make(slos::get);
    }

    private static Optional<Watched> slo(Fields fields, ServiceName service) {
        var name = fields.required("name", Shape.declares(Named.SLO).as(SloName::new));
        var description = fields.optional("description", TEXT);
        var objective = fields.required("objective", TEXT.as(Objective::of));
        var period = fields.optional("period", DURATION);
        var resolution = fields.optional("resolution", DURATION);
        var sli = fields.optional("sli", SLI);
        var alerts = fields.optional("alerts", AlertsSection.SHAPE);
        return fields.make(() -> new Slo(
                        name.get(),
                        service,
                        description.or(""),
                        objective.get(),
                        period.or(Slo.DEFAULT_PERIOD),
                        resolution.or(Slo.DEFAULT_RESOLUTION)))
                .flatMap(slo -> alerts.or(AlertsSection.builtIn(fields.at())).ruleFor(slo, fields.reading()))
                .map(rule -> new Watched(
                        rule, sli.value().map(queries -> new SloQueries(name.get(), queries.good(), queries.total()))));
    }
}
