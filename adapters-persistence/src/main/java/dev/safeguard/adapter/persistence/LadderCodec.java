package dev.safeguard.adapter.persistence;

import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Target;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Ladders, and lists of people, as JSON. */
final class LadderCodec {

    private LadderCodec() {}

    static JsonNode write(EscalationPolicy policy) {
        return Json.object()
                .put("repeat", policy.repeat())
                .set("levels", Json.array(policy.levels(), LadderCodec::write));
    }

    static EscalationPolicy readPolicy(JsonNode policy) {
        return new EscalationPolicy(
                Json.list(Json.required(policy, "levels"), LadderCodec::readLevel), Json.integer(policy, "repeat"));
    }

    static JsonNode write(List<Person> people) {
        return Json.array(people, person -> Json.text(person.name()));
    }

    static List<Person> readPeople(JsonNode people) {
        return Json.list(people, person -> new Person(person.asString()));
    }

    private static JsonNode write(EscalationLevel level) {
        return Json.object().put("delay", level.delay().toString()).set("target", write(level.target()));
    }

    private static EscalationLevel readLevel(JsonNode level) {
        return new EscalationLevel(readTarget(Json.required(level, "target")), Json.duration(level, "delay"));
    }

    private static JsonNode write(Target target) {
        return switch (target) {
            case Target.OnRotation rotation -> Json.object("rotation").put("rotation", rotation.rotation());
            case Target.People people -> Json.object("people").set("people", write(people.people()));
        };
    }

    private static Target readTarget(JsonNode target) {
        return switch (Json.string(target, "kind")) {
            case "rotation" -> new Target.OnRotation(Json.string(target, "rotation"));
            case "people" -> new Target.People(readPeople(Json.required(target, "people")));
            default -> throw Json.unknown(target);
        };
    }
}
