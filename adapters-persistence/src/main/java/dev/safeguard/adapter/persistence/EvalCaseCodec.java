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

/** The content of eval cases as JSON; their source and time are no part of it. */
final class EvalCaseCodec {

    private EvalCaseCodec() {}

    static JsonNode json(EvalCase evalCase) {
        return Json.object()
                .put("symptom", evalCase.symptom())
                .put("service", evalCase.service().value())
                .put("slo", evalCase.slo().value())
                .put("objective", evalCase.objective().toString())
                .put("fault", evalCase.fault())
                .put("faultRatio", SloCodec.text(evalCase.faultRatio()))
                .put("eventsPerMinute", evalCase.eventsPerMinute())
                .set("assertions", Json.array(evalCase.assertions(), EvalCaseCodec::json));
    }

    static EvalCase evalCase(IncidentId source, Instant createdAt, JsonNode json) {
        return new EvalCase(
                Json.text(json, "symptom"),
                new ServiceName(Json.text(json, "service")),
                new SloName(Json.text(json, "slo")),
                Objective.of(Json.text(json, "objective")),
                Json.text(json, "fault"),
                SloCodec.ratio(Json.text(json, "faultRatio")),
                json.required("eventsPerMinute").longValue(),
                Json.list(json.required("assertions"), EvalCaseCodec::assertion),
                source,
                createdAt);
    }

    private static JsonNode json(Assertion assertion) {
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

    private static Assertion assertion(JsonNode json) {
        String kind = Json.kind(json);
        return switch (kind) {
            case "sli-holds" -> new Assertion.SliHolds(Objective.of(Json.text(json, "objective")));
            case "alert-fires" ->
                new Assertion.AlertFires(
                        Json.constant(Severity.class, json, "severity"), Json.duration(json, "within"));
            case "sli-recovers" ->
                new Assertion.SliRecovers(
                        Objective.of(Json.text(json, "objective")), Json.duration(json, "within"));
            default -> throw Json.unknown("assertion", kind);
        };
    }
}
