package dev.safeguard.adapter.persistence;

import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.Direction;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.runbook.StepOutcome;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs, reversals and the mitigations they leave on, as JSON. */
final class RunCodec {

    private RunCodec() {}

    static JsonNode json(RunbookRun run) {
        ObjectNode json = Json.object()
                .put("id", run.id().value())
                .put("subject", run.subject())
                .put("service", run.service().value())
                .put("slo", run.slo().value())
                .put("objective", run.objective().toString())
                .put("resolution", run.resolution().toString())
                .put("authority", text(run.authority()))
                .put("startedAt", Json.text(run.startedAt()));
        json.set("runbook", json(run.runbook()));
        json.set("phase", json(run.phase()));
        put(json, "latestSli", run.latestSli());
        return json.set("results", Json.array(run.results(), RunCodec::json));
    }

    static RunbookRun run(JsonNode json) {
        return new RunbookRun(
                new RunId(Json.text(json, "id")),
                Json.text(json, "subject"),
                new ServiceName(Json.text(json, "service")),
                new SloName(Json.text(json, "slo")),
                Objective.of(Json.text(json, "objective")),
                Json.duration(json, "resolution"),
                runbook(json.required("runbook")),
                authority(json, "authority"),
                Json.instant(json, "startedAt"),
                phase(json.required("phase")),
                ratio(json, "latestSli"),
                Json.list(json.required("results"), RunCodec::result));
    }

    static JsonNode json(Reversal reversal) {
        ObjectNode json = Json.object()
                .put("id", reversal.id().value())
                .put("subject", reversal.subject())
                .put("service", reversal.service().value())
                .put("slo", reversal.slo().value())
                .put("objective", reversal.objective().toString())
                .put("resolution", reversal.resolution().toString())
                .put("authority", text(reversal.authority()));
        json.set("mitigations", Json.array(reversal.mitigations(), RunCodec::json));
        json.set("phase", json(reversal.phase()));
        put(json, "latestSli", reversal.latestSli());
        return json.set("results", Json.array(reversal.results(), RunCodec::json));
    }

    static Reversal reversal(JsonNode json) {
        return new Reversal(
                new RunId(Json.text(json, "id")),
                Json.text(json, "subject"),
                new ServiceName(Json.text(json, "service")),
                new SloName(Json.text(json, "slo")),
                Objective.of(Json.text(json, "objective")),
                Json.duration(json, "resolution"),
                Json.list(json.required("mitigations"), RunCodec::mitigation),
                authority(json, "authority"),
                phase(json.required("phase")),
                ratio(json, "latestSli"),
                Json.list(json.required("results"), RunCodec::result));
    }

    static JsonNode json(ActiveMitigation mitigation) {
        ObjectNode json = Json.object()
                .put("run", mitigation.run().value())
                .put("index", mitigation.index())
                .put("subject", mitigation.subject())
                .put("service", mitigation.service().value())
                .put("owner", text(mitigation.owner()))
                .put("since", Json.text(mitigation.since()))
                .put("expiresAt", Json.text(mitigation.expiresAt()));
        json.set("step", json(mitigation.step()));
        return json.set("change", json(mitigation.change()));
    }

    static ActiveMitigation mitigation(JsonNode json) {
        return new ActiveMitigation(
                new RunId(Json.text(json, "run")),
                json.required("index").intValue(),
                step(json.required("step")),
                Json.text(json, "subject"),
                new ServiceName(Json.text(json, "service")),
                plan(json.required("change")),
                authority(json, "owner"),
                Json.instant(json, "since"),
                Json.instant(json, "expiresAt"));
    }

    /** Nobody's name is empty, so automation is the empty one; what is older than authorities was all automation. */
    private static String text(Authority authority) {
        return switch (authority) {
            case Authority.Automation ignored -> "";
            case Authority.Person person -> person.name();
        };
    }

    private static Authority authority(JsonNode json, String name) {
        return Json.optional(json, name)
                .filter(person -> !person.isEmpty())
                .<Authority>map(Authority.Person::new)
                .orElseGet(Authority.Automation::new);
    }

    private static JsonNode json(Runbook runbook) {
        return Json.object()
                .put("name", runbook.name())
                .put("symptom", runbook.symptom())
                .put("autonomy", runbook.autonomy().name())
                .put("settle", runbook.settle().toString())
                .put("deadline", runbook.deadline().toString())
                .set("steps", Json.array(runbook.steps(), RunCodec::json));
    }

    private static Runbook runbook(JsonNode json) {
        return new Runbook(
                Json.text(json, "name"),
                Json.text(json, "symptom"),
                Json.constant(Autonomy.class, json, "autonomy"),
                Json.duration(json, "settle"),
                Json.duration(json, "deadline"),
                Json.list(json.required("steps"), RunCodec::step));
    }

    private static JsonNode json(Step step) {
        ObjectNode with = Json.object();
        step.with().forEach(with::put);
        ObjectNode json = Json.object().put("name", step.name()).put("mitigation", step.mitigation());
        json.set("with", with);
        return json.put("because", step.because());
    }

    private static Step step(JsonNode json) {
        TreeMap<String, String> with = new TreeMap<>();
        json.required("with")
                .properties()
                .forEach(parameter ->
                        with.put(parameter.getKey(), parameter.getValue().stringValue()));
        return new Step(Json.text(json, "name"), Json.text(json, "mitigation"), with, Json.text(json, "because"));
    }

    /** A state that is absent is left out. */
    private static JsonNode json(MitigationPlan plan) {
        ObjectNode json = Json.object();
        plan.prior().value().ifPresent(value -> json.put("prior", value));
        plan.desired().value().ifPresent(value -> json.put("desired", value));
        return json.put("description", plan.description());
    }

    private static MitigationPlan plan(JsonNode json) {
        return new MitigationPlan(
                new ControlState(Json.optional(json, "prior")),
                new ControlState(Json.optional(json, "desired")),
                Json.text(json, "description"));
    }

    private static JsonNode json(Phase phase) {
        return switch (phase) {
            case Phase.Baseline baseline -> Json.object("baseline").put("step", baseline.step());
            case Phase.Inspecting inspecting -> Json.object("inspecting").put("step", inspecting.step());
            case Phase.Intended(int step, Direction direction, String key, MitigationPlan plan) ->
                call("intended", step, direction, key, plan);
            case Phase.Uncertain(int step, Direction direction, String key, MitigationPlan plan) ->
                call("uncertain", step, direction, key, plan);
            case Phase.Measuring measuring ->
                Json.object("measuring")
                        .put("step", measuring.step())
                        .put("settled", Json.text(measuring.settled()))
                        .put("deadline", Json.text(measuring.deadline()))
                        .put("measuredUntil", Json.text(measuring.measuredUntil()));
            case Phase.Finished finished ->
                Json.object("finished")
                        .put("result", finished.result().name())
                        .put("reason", finished.reason())
                        .put("at", Json.text(finished.at()));
        };
    }

    private static JsonNode call(String kind, int step, Direction direction, String key, MitigationPlan plan) {
        return Json.object(kind)
                .put("step", step)
                .put("direction", direction.name())
                .put("key", key)
                .set("plan", json(plan));
    }

    private static Phase phase(JsonNode json) {
        String kind = Json.kind(json);
        return switch (kind) {
            case "baseline" -> new Phase.Baseline(json.path("step").asInt(0));
            case "inspecting" -> new Phase.Inspecting(json.required("step").intValue());
            case "intended" ->
                new Phase.Intended(
                        json.required("step").intValue(),
                        Json.constant(Direction.class, json, "direction"),
                        Json.text(json, "key"),
                        plan(json.required("plan")));
            case "uncertain" ->
                new Phase.Uncertain(
                        json.required("step").intValue(),
                        Json.constant(Direction.class, json, "direction"),
                        Json.text(json, "key"),
                        plan(json.required("plan")));
            case "measuring" ->
                new Phase.Measuring(
                        json.required("step").intValue(),
                        Json.instant(json, "settled"),
                        Json.instant(json, "deadline"),
                        Json.instant(json, "measuredUntil"));
            case "finished" ->
                new Phase.Finished(
                        Json.constant(Phase.Result.class, json, "result"),
                        Json.text(json, "reason"),
                        Json.instant(json, "at"));
            default -> throw Json.unknown("phase", kind);
        };
    }

    private static JsonNode json(StepResult result) {
        ObjectNode json = Json.object()
                .put("index", result.index())
                .put("step", result.step())
                .put("outcome", result.outcome().name());
        put(json, "sliBefore", result.sliBefore());
        put(json, "sliAfter", result.sliAfter());
        return json.put("at", Json.text(result.at())).put("reason", result.reason());
    }

    private static StepResult result(JsonNode json) {
        return new StepResult(
                json.required("index").intValue(),
                Json.text(json, "step"),
                Json.constant(StepOutcome.class, json, "outcome"),
                ratio(json, "sliBefore"),
                ratio(json, "sliAfter"),
                Json.instant(json, "at"),
                Json.text(json, "reason"));
    }

    private static void put(ObjectNode json, String name, Optional<Ratio> ratio) {
        ratio.ifPresent(value -> json.put(name, SloCodec.text(value)));
    }

    private static Optional<Ratio> ratio(JsonNode json, String name) {
        return Json.optional(json, name).map(SloCodec::ratio);
    }
}
