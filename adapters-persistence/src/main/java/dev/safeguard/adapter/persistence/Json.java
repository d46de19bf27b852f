package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON trees, written and read by hand. Instants are ISO-8601 to the millisecond, durations ISO-8601, decimals and
 * ratios text, so that nothing is rounded on the way.
 */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An object that says which of a sealed type's kinds it is. */
    static ObjectNode object(String kind) {
        return object().put("kind", kind);
    }

    static String kind(JsonNode object) {
        return text(object, "kind");
    }

    /** What a codec throws at a kind that it does not know. */
    static IllegalArgumentException unknown(String what, String kind) {
        return new IllegalArgumentException("there is no " + what + " of kind \"" + kind + "\"");
    }

    static <T> ArrayNode array(List<T> values, Function<T, JsonNode> encode) {
        ArrayNode array = MAPPER.createArrayNode();
        values.forEach(value -> array.add(encode.apply(value)));
        return array;
    }

    static ArrayNode texts(Iterable<String> values) {
        ArrayNode array = MAPPER.createArrayNode();
        values.forEach(array::add);
        return array;
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> decode) {
        return array.values().stream().map(decode).toList();
    }

    static List<String> texts(JsonNode array) {
        return list(array, JsonNode::stringValue);
    }

    static String text(JsonNode object, String name) {
        return object.required(name).stringValue();
    }

    /** The text of this name, where the object has one. */
    static Optional<String> optional(JsonNode object, String name) {
        return object.optional(name).map(JsonNode::stringValue);
    }

    static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static Instant instant(JsonNode object, String name) {
        return Instant.parse(text(object, name));
    }

    static Duration duration(JsonNode object, String name) {
        return Duration.parse(text(object, name));
    }

    static <E extends Enum<E>> E constant(Class<E> type, JsonNode object, String name) {
        return Enum.valueOf(type, text(object, name));
    }

    /** Reads a stored text; {@code what} says in an error which one it was. */
    static <T> T read(String what, String text, Function<JsonNode, T> decode) {
        try {
            return decode.apply(MAPPER.readTree(text));
        } catch (RuntimeException notUnderstood) {
            throw new StoreException(
                    "the state file holds " + what + " that cannot be understood (" + notUnderstood.getMessage()
                            + "); something other than Safeguard has changed it: restore a backup",
                    notUnderstood);
        }
    }
}
