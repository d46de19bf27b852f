package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.NAME;
import static dev.safeguard.adapter.config.Shape.SHARE;
import static dev.safeguard.adapter.config.Shape.TEXT;

import dev.safeguard.adapter.config.Reading.Named;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.SloName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code symptoms:}, read after the services. */
final class SymptomsSection {

    private static final Ratio DEFAULT_SHARE = Ratio.of("0.5");

    static final Shape<List<Symptom>> SHAPE = Shape.listOf(Shape.map(SymptomsSection::symptom));

    private SymptomsSection() {}

    private static Optional<Symptom> symptom(Fields fields) {
        var name = fields.required("name", Shape.declares(Named.SYMPTOM));
        var description = fields.optional("description", TEXT);
        var slo = fields.required("slo", Shape.refersTo(Named.SLO).as(SloName::new));
        var errorKinds = fields.required("errorKinds", Shape.someOf(TEXT));
        var minShare = fields.optional("minShare", SHARE);
        var fault = fields.required("fault", NAME);
        return fields.make(() -> new Symptom(
                name.get(),
                description.or(""),
                slo.get(),
                Set.copyOf(errorKinds.get()),
                minShare.or(DEFAULT_SHARE),
                fault.get()));
    }
}
