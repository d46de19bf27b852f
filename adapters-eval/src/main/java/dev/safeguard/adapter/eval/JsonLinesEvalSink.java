package dev.safeguard.adapter.eval;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.safeguard.application.port.EvalSink;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.slo.Ratio;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Regression cases as JSON Lines: one object a line, by id, its keys always in the same order. Decimals are strings, so
 * that nobody reads them into binary floating point; durations and instants are ISO-8601, in UTC.
 */
public final class JsonLinesEvalSink implements EvalSink {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String render(List<EvalCase> cases) {
        return cases.stream()
                .sorted(comparing(EvalCase::id))
                .map(evalCase -> JSON.writeValueAsString(toJson(evalCase)) + "\n")
                .collect(joining());
    }

    @Override
    public void publish(List<EvalCase> cases, Path file) {
        AtomicFile.write(file, render(cases));
    }

    private static ObjectNode toJson(EvalCase evalCase) {
        ObjectNode json = object().put("id", evalCase.id())
                .put("symptom", evalCase.symptom())
                .put("service", evalCase.service().value())
                .put("slo", evalCase.slo().value())
                .put("objective", evalCase.objective().toString());
        json.set("fault", object().put("name", evalCase.fault()).put("ratio", exact(evalCase.faultRatio())));
        json.set("load", object().put("eventsPerMinute", evalCase.eventsPerMinute()));
        json.putArray("assertions")
                .addAll(evalCase.assertions().stream()
                        .map(JsonLinesEvalSink::toJson)
                        .toList());
        json.set(
                "source",
                object().put("incident", evalCase.source().toString())
                        .put("createdAt", evalCase.createdAt().toString()));
        return json.put("calibrated", false);
    }

    private static ObjectNode toJson(Assertion assertion) {
        return switch (assertion) {
            case Assertion.SliHolds holds ->
                object().put("type", "sli-holds")
                        .put("objective", holds.objective().toString());
            case Assertion.AlertFires fires ->
                object().put("type", "alert-fires")
                        .put("severity", fires.severity().word())
                        .put("within", fires.within().toString());
            case Assertion.SliRecovers recovers ->
                object().put("type", "sli-recovers")
                        .put("objective", recovers.objective().toString())
                        .put("within", recovers.within().toString());
        };
    }

    /** The decimal, or the fraction where no decimal is exact: the id is made of it, and must be told again from it. */
    private static String exact(Ratio ratio) {
        try {
            return new BigDecimal(ratio.numerator())
                    .divide(new BigDecimal(ratio.denominator()))
                    .toPlainString();
        } catch (ArithmeticException endless) {
            return ratio.numerator() + "/" + ratio.denominator();
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
