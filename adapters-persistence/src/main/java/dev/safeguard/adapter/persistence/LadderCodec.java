package dev.safeguard.adapter.persistence;

import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Target;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Escalation policies and people as JSON. */
final class LadderCodec {

    private LadderCodec() {}

    static JsonNode json(EscalationPolicy policy) {
        ObjectNode json = Json.object().put("repeat", policy.repeat());
        return json.set("levels", Json.array(policy.levels(), LadderCodec::json));
    }

    static EscalationPolicy policy(JsonNode json) {
        return new EscalationPolicy(
                Json.list(json.required("levels"), LadderCodec::level),
                json.required("repeat").intValue());
    }

    static JsonNode json(List<Person> people) {
        return Json.texts(people.stream().map(Person::name).toList());
    }

    static List<Person> people(JsonNode json) {
        return Json.texts(json).stream().map(Person::new).toList();
    }

    private static JsonNode json(EscalationLevel level) {
        ObjectNode json = Json.object().put("delay", level.delay().toString());
        return json.set("target", json(level.target()));
    }

    private static EscalationLevel level(JsonNode json) {
        return new EscalationLevel(target(json.required("target")), Json.duration(json, "delay"));
    }

    private static JsonNode json(Target target) {
        return switch (target) {
            case Target.OnRotation onRotation -> Json.object("rotation").put("rotation", onRotation.rotation());
            case Target.People people -> Json.object("people").set("people", json(people.people()));
        };
    }

    private static Target target(JsonNode json) {
        String kind = Json.kind(json);
        return switch (kind) {
            case "rotation" -> new Target.OnRotation(Json.text(json, "rotation"));
            case "people" -> new Target.People(people(json.required("people")));
            default -> throw Json.unknown("target", kind);
        };
    }
}
