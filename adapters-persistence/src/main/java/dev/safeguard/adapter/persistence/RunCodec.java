package dev.safeguard.adapter.persistence;

import dev.safeguard.domain.runbook.ActiveMitigation;
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
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs, reversals and what they leave in force, as JSON. */
final class RunCodec {

    private RunCodec() {}

    static JsonNode write(RunbookRun run) {
        ObjectNode node = Json.object()
                .put("id", run.id().value())
                .put("subject", run.subject())
                .put("service", run.service().value())
                .put("slo", run.slo().value())
                .put("objective", run.objective().toString())
                .put("resolution", run.resolution().toString())
                .put("startedAt", run.startedAt().toEpochMilli());
        node.set("runbook", write(run.runbook()));
        return progress(node, run.phase(), run.latestSli(), run.results());
    }

    static RunbookRun readRun(JsonNode run) {
        return new RunbookRun(
                new RunId(Json.string(run, "id")),
                Json.string(run, "subject"),
                new ServiceName(Json.string(run, "service")),
                new SloName(Json.string(run, "slo")),
                Objective.of(Json.string(run, "objective")),
                Json.duration(run, "resolution"),
                readRunbook(Json.required(run, "runbook")),
                Json.instant(run, "startedAt"),
                readPhase(Json.required(run, "phase")),
                ratio(run, "latestSli"),
                Json.list(Json.required(run, "results"), RunCodec::readResult));
    }

    static JsonNode write(Reversal reversal) {
        ObjectNode node = Json.object()
                .put("id", reversal.id().value())
                .put("subject", reversal.subject())
                .put("service", reversal.service().value())
                .put("slo", reversal.slo().value())
                .put("objective", reversal.objective().toString())
                .put("resolution", reversal.resolution().toString());
        node.set("mitigations", Json.array(reversal.mitigations(), RunCodec::write));
        return progress(node, reversal.phase(), reversal.latestSli(), reversal.results());
    }

    static Reversal readReversal(JsonNode reversal) {
        return new Reversal(
                new RunId(Json.string(reversal, "id")),
                Json.string(reversal, "subject"),
                new ServiceName(Json.string(reversal, "service")),
                new SloName(Json.string(reversal, "slo")),
                Objective.of(Json.string(reversal, "objective")),
                Json.duration(reversal, "resolution"),
                Json.list(Json.required(reversal, "mitigations"), RunCodec::readMitigation),
                readPhase(Json.required(reversal, "phase")),
                ratio(reversal, "latestSli"),
                Json.list(Json.required(reversal, "results"), RunCodec::readResult));
    }

    static JsonNode write(ActiveMitigation mitigation) {
        ObjectNode node = Json.object()
                .put("run", mitigation.run().value())
                .put("index", mitigation.index())
                .put("subject", mitigation.subject())
                .put("service", mitigation.service().value())
                .put("since", mitigation.since().toEpochMilli())
                .put("expiresAt", mitigation.expiresAt().toEpochMilli());
        node.set("step", write(mitigation.step()));
        node.set("change", write(mitigation.change()));
        return node;
    }

    static ActiveMitigation readMitigation(JsonNode mitigation) {
        return new ActiveMitigation(
                new RunId(Json.string(mitigation, "run")),
                Json.integer(mitigation, "index"),
                readStep(Json.required(mitigation, "step")),
                Json.string(mitigation, "subject"),
                new ServiceName(Json.string(mitigation, "service")),
                readPlan(Json.required(mitigation, "change")),
                Json.instant(mitigation, "since"),
                Json.instant(mitigation, "expiresAt"));
    }

    private static ObjectNode progress(
            ObjectNode node, Phase phase, Optional<Ratio> latestSli, List<StepResult> results) {
        node.set("phase", write(phase));
        put(node, "latestSli", latestSli);
        node.set("results", Json.array(results, RunCodec::write));
        return node;
    }

    private static JsonNode write(Runbook runbook) {
        return Json.object()
                .put("name", runbook.name())
                .put("symptom", runbook.symptom())
                .put("autonomy", runbook.autonomy().name())
                .put("settle", runbook.settle().toString())
                .put("deadline", runbook.deadline().toString())
                .set("steps", Json.array(runbook.steps(), RunCodec::write));
    }

    private static Runbook readRunbook(JsonNode runbook) {
        return new Runbook(
                Json.string(runbook, "name"),
                Json.string(runbook, "symptom"),
                Autonomy.valueOf(Json.string(runbook, "autonomy")),
                Json.duration(runbook, "settle"),
                Json.duration(runbook, "deadline"),
                Json.list(Json.required(runbook, "steps"), RunCodec::readStep));
    }

    private static JsonNode write(Step step) {
        ObjectNode with = Json.object();
        step.with().forEach(with::put);
        return Json.object()
                .put("name", step.name())
                .put("mitigation", step.mitigation())
                .put("because", step.because())
                .set("with", with);
    }

    private static Step readStep(JsonNode step) {
        TreeMap<String, String> with = new TreeMap<>();
        Json.required(step, "with").properties().forEach(entry -> with.put(entry.getKey(), entry.getValue().asString()));
        return new Step(Json.string(step, "name"), Json.string(step, "mitigation"), with, Json.string(step, "because"));
    }

    private static JsonNode write(MitigationPlan plan) {
        ObjectNode node = Json.object().put("description", plan.description());
        plan.prior().value().ifPresent(value -> node.put("prior", value));
        plan.desired().value().ifPresent(value -> node.put("desired", value));
        return node;
    }

    private static MitigationPlan readPlan(JsonNode plan) {
        return new MitigationPlan(
                new ControlState(Json.optional(plan, "prior")),
                new ControlState(Json.optional(plan, "desired")),
                Json.string(plan, "description"));
    }

    private static JsonNode write(Phase phase) {
        return switch (phase) {
            case Phase.Baseline ignored -> Json.object("baseline");
            case Phase.Inspecting inspecting -> Json.object("inspecting").put("step", inspecting.step());
            case Phase.Intended(int step, Direction direction, String key, MitigationPlan plan) ->
                change("intended", step, direction, key, plan);
            case Phase.Uncertain(int step, Direction direction, String key, MitigationPlan plan) ->
                change("uncertain", step, direction, key, plan);
            case Phase.Measuring measuring ->
                Json.object("measuring")
                        .put("step", measuring.step())
                        .put("settled", measuring.settled().toEpochMilli())
                        .put("deadline", measuring.deadline().toEpochMilli())
                        .put("measuredUntil", measuring.measuredUntil().toEpochMilli());
            case Phase.Finished finished ->
                Json.object("finished")
                        .put("result", finished.result().name())
                        .put("reason", finished.reason())
                        .put("at", finished.at().toEpochMilli());
        };
    }

    private static JsonNode change(String kind, int step, Direction direction, String key, MitigationPlan plan) {
        return Json.object(kind)
                .put("step", step)
                .put("direction", direction.name())
                .put("key", key)
                .set("plan", write(plan));
    }

    private static Phase readPhase(JsonNode phase) {
        return switch (Json.string(phase, "kind")) {
            case "baseline" -> new Phase.Baseline();
            case "inspecting" -> new Phase.Inspecting(Json.integer(phase, "step"));
            case "intended" ->
                new Phase.Intended(
                        Json.integer(phase, "step"),
                        Direction.valueOf(Json.string(phase, "direction")),
                        Json.string(phase, "key"),
                        readPlan(Json.required(phase, "plan")));
            case "uncertain" ->
                new Phase.Uncertain(
                        Json.integer(phase, "step"),
                        Direction.valueOf(Json.string(phase, "direction")),
                        Json.string(phase, "key"),
                        readPlan(Json.required(phase, "plan")));
            case "measuring" ->
                new Phase.Measuring(
                        Json.integer(phase, "step"),
                        Json.instant(phase, "settled"),
                        Json.instant(phase, "deadline"),
                        Json.instant(phase, "measuredUntil"));
            case "finished" ->
                new Phase.Finished(
                        Phase.Result.valueOf(Json.string(phase, "result")),
                        Json.string(phase, "reason"),
                        Json.instant(phase, "at"));
            default -> throw Json.unknown(phase);
        };
    }

    private static JsonNode write(StepResult result) {
        ObjectNode node = Json.object()
                .put("index", result.index())
                .put("step", result.step())
                .put("outcome", result.outcome().name())
                .put("at", result.at().toEpochMilli())
                .put("reason", result.reason());
        put(node, "sliBefore", result.sliBefore());
        put(node, "sliAfter", result.sliAfter());
        return node;
    }

    private static StepResult readResult(JsonNode result) {
        return new StepResult(
                Json.integer(result, "index"),
                Json.string(result, "step"),
                StepOutcome.valueOf(Json.string(result, "outcome")),
                ratio(result, "sliBefore"),
                ratio(result, "sliAfter"),
                Json.instant(result, "at"),
                Json.string(result, "reason"));
    }

    private static void put(ObjectNode node, String name, Optional<Ratio> ratio) {
        ratio.ifPresent(value -> node.put(name, SloCodec.write(value)));
    }

    private static Optional<Ratio> ratio(JsonNode node, String name) {
        return Json.optional(node, name).map(SloCodec::readRatio);
    }
}
