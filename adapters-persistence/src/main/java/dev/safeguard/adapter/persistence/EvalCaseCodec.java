package dev.safeguard.adapter.persistence;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** The content of eval cases as JSON; where a case came from and when has columns of its own. */
final class EvalCaseCodec {

    private EvalCaseCodec() {}

    static JsonNode write(EvalCase evalCase) {
        return Json.object()
                .put("symptom", evalCase.symptom())
                .put("service", evalCase.service().value())
                .put("slo", evalCase.slo().value())
                .put("objective", evalCase.objective().toString())
                .put("fault", evalCase.fault())
                .put("faultRatio", SloCodec.write(evalCase.faultRatio()))
                .put("eventsPerMinute", evalCase.eventsPerMinute())
                .set("assertions", Json.array(evalCase.assertions(), EvalCaseCodec::write));
    }

    static EvalCase read(JsonNode content, IncidentId source, Instant createdAt) {
        return new EvalCase(
                Json.string(content, "symptom"),
                new ServiceName(Json.string(content, "service")),
                new SloName(Json.string(content, "slo")),
                Objective.of(Json.string(content, "objective")),
                Json.string(content, "fault"),
                SloCodec.readRatio(Json.string(content, "faultRatio")),
                Json.number(content, "eventsPerMinute"),
                Json.list(Json.required(content, "assertions"), EvalCaseCodec::readAssertion),
                source,
                createdAt);
    }

    private static JsonNode write(Assertion assertion) {
        return switch (assertion) {
            case Assertion.SliHolds holds ->
                Json.object("sli-holds").put("objective", holds.objective().toString());
            case Assertion.AlertFires fires ->
                Json.object("alert-fires")
                        .put("severity", fires.severity().name())
                        .put("within", fires.within().toString());
            case Assertion.SliRecovers recovers ->
                Json.object("sli-recovers")
                        .put("objective", recovers.objective().toString())
                        .put("within", recovers.within().toString());
        };
    }

    private static Assertion readAssertion(JsonNode assertion) {
        return switch (Json.string(assertion, "kind")) {
            case "sli-holds" -> new Assertion.SliHolds(Objective.of(Json.string(assertion, "objective")));
            case "alert-fires" ->
                new Assertion.AlertFires(
                        Severity.valueOf(Json.string(assertion, "severity")), Json.duration(assertion, "within"));
            case "sli-recovers" ->
                new Assertion.SliRecovers(
                        Objective.of(Json.string(assertion, "objective")), Json.duration(assertion, "within"));
            default -> throw Json.unknown(assertion);
        };
    }
}
