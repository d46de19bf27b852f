package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The columns that are JSON: how trees are made, read back, and what small things look like in them. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode object(String kind) {
        return object().put("kind", kind);
    }

    static <T> ArrayNode array(List<T> values, Function<T, JsonNode> codec) {
        ArrayNode array = MAPPER.createArrayNode();
        values.forEach(value -> array.add(codec.apply(value)));
        return array;
    }

    static JsonNode text(String text) {
        return MAPPER.getNodeFactory().stringNode(text);
    }

    static String render(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException damaged) {
            throw new StoreException("a row of the state file holds JSON that cannot be read: " + text, damaged);
        }
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> codec) {
        return array.valueStream().map(codec).toList();
    }

    static String string(JsonNode object, String name) {
        return required(object, name).asString();
    }

    static Optional<String> optional(JsonNode object, String name) {
        return Optional.ofNullable(object.get(name)).map(JsonNode::asString);
    }

    static long number(JsonNode object, String name) {
        return required(object, name).asLong();
    }

    static int integer(JsonNode object, String name) {
        return Math.toIntExact(number(object, name));
    }

    /** An instant is milliseconds since the epoch. */
    static Instant instant(JsonNode object, String name) {
        return Instant.ofEpochMilli(number(object, name));
    }

    /** A duration is ISO-8601. */
    static Duration duration(JsonNode object, String name) {
        return Duration.parse(string(object, name));
    }

    static JsonNode required(JsonNode object, String name) {
        JsonNode node = object.get(name);
        if (node == null) {
            throw new StoreException("a row of the state file lacks \"" + name + "\": " + object);
        }
        return node;
    }

    /** An object of a kind that this Safeguard does not know. */
    static StoreException unknown(JsonNode object) {
        return new StoreException("a row of the state file is of a kind that this Safeguard does not know: " + object);
    }
}
