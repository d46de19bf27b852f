package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.DURATION;
import static dev.safeguard.adapter.config.Shape.NAME;
import static dev.safeguard.adapter.config.Shape.PARAMETER;
import static dev.safeguard.adapter.config.Shape.TEXT;

import dev.safeguard.adapter.config.Reading.Named;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.Reversibility;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * {@code runbooks:}, read after the symptoms, and the file of a single runbook.
 *
 * @param check what else is asked of a step
 */
record RunbooksSection(StepCheck check) {

    /** Where no symptom is defined, triage names none, and a runbook waits for a human to start it. */
    private static final Shape<String> SYMPTOM = RunbooksSection::symptom;

    Shape<List<Runbook>> list() {
        return Shape.listOf(runbook());
    }

    /** A runbook, or {@code runbooks:} with one in it. */
    Shape<Runbook> single() {
        return Shape.map(fields -> {
            if (!fields.has("runbooks")) {
                return runbook(fields);
            }
            var runbooks = fields.required("runbooks", Shape.someOf(runbook()));
            return fields.make(() -> {
                if (runbooks.get().size() > 1) {
                    throw new IllegalArgumentException("one runbook is needed here, found "
                            + runbooks.get().size());
                }
                return runbooks.get().getFirst();
            });
        });
    }

    private Shape<Runbook> runbook() {
        return Shape.map(this::runbook);
    }

    private static Optional<String> symptom(Node node, Reading reading) {
        return (reading.names(Named.SYMPTOM).isEmpty() ? NAME : Shape.refersTo(Named.SYMPTOM)).read(node, reading);
    }

    private Optional<Runbook> runbook(Fields fields) {
        var name = fields.required("name", Shape.declares(Named.RUNBOOK));
        var symptom = fields.required("symptom", SYMPTOM.told(NAME::schema));
        var autonomy = fields.optional("autonomy", Shape.oneOf("autonomy", List.of(Autonomy.values()), Autonomy::word));
        var settle = fields.optional("settle", DURATION);
        var deadline = fields.optional("deadline", DURATION);
        boolean byItself = autonomy.or(Autonomy.APPROVE) == Autonomy.AUTO;
        var steps = fields.required("steps", Shape.someOf(Shape.map(step -> step(step, byItself))));
        return fields.make(() -> new Runbook(
                name.get(),
                symptom.get(),
                autonomy.or(Autonomy.APPROVE),
                settle.or(Runbook.DEFAULT_SETTLE),
                deadline.or(Runbook.DEFAULT_DEADLINE),
                steps.get()));
    }

    private Optional<Step> step(Fields fields, boolean byItself) {
        var mitigation = fields.required("mitigation", NAME);
        var name = fields.optional("name", NAME);
        var because = fields.optional("because", TEXT);
        var with = fields.optional("with", Shape.map(parameters -> Optional.of(parameters.all(PARAMETER))));
        Optional<Step> step = fields.make(() -> new Step(
                name.or(mitigation.get()), mitigation.get(), values(with.or(new TreeMap<>())), because.or("")));
        step.ifPresent(complete -> check.flaws(complete)
                .forEach(flaw -> fields.reading()
                        .problem(
                                ProblemCode.BAD_STEP,
                                placeOf(flaw, mitigation, with),
                                flaw.message(),
                                flaw.suggestion())));
        step.filter(ignored -> byItself)
                .flatMap(complete -> check.reversibility(complete).flatMap(RunbooksSection::whyNotByItself))
                .ifPresent(why -> fields.reading()
                        .problem(
                                ProblemCode.NOT_BY_ITSELF,
                                mitigation.at(),
                                "mitigation " + mitigation.get() + " " + why + ", and the runbook has autonomy: auto"));
        return step;
    }

    private static Optional<String> whyNotByItself(Reversibility reversibility) {
        return switch (reversibility) {
            case REVERSIBLE -> Optional.empty();
            case BY_HUMANS_ONLY -> Optional.of("can be undone by humans only");
            case IRREVERSIBLE -> Optional.of("cannot be undone");
        };
    }

    private static SortedMap<String, String> values(SortedMap<String, Field<String>> with) {
        SortedMap<String, String> values = new TreeMap<>();
        with.forEach((parameter, value) -> values.put(parameter, value.get()));
        return values;
    }

    /** The value of the parameter, or where it would be, or the type of the mitigation. */
    private static Place placeOf(
            StepCheck.Flaw flaw, Field<String> mitigation, Field<SortedMap<String, Field<String>>> with) {
        return flaw.parameter()
                .flatMap(parameter -> with.value()
                        .map(given -> Optional.ofNullable(given.get(parameter))
                                .map(Field::at)
                                .orElse(with.at())))
                .orElse(mitigation.at());
    }
}
