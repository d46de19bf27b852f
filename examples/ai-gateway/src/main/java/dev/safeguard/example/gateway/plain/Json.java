package dev.safeguard.example.gateway.plain;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value (RFC 8259). Numbers are doubles, so whole numbers are exact up to 2^53; members keep their order.
 * Values do not change and can be shared.
 */
public sealed interface Json {

    record Text(String value) implements Json {}

    record Num(double value) implements Json {
        public Num {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no number " + value);
            }
        }
    }

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}

    record Array(List<Json> items) implements Json {
        public Array {
            items = List.copyOf(items);
        }
    }

    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The member of this name if it is a text. */
        public Optional<String> text(String name) {
            return members.get(name) instanceof Text(String value) ? Optional.of(value) : Optional.empty();
        }

        /** The member of this name if it is a number, else 0. */
        public double number(String name) {
            return members.get(name) instanceof Num(double value) ? value : 0;
        }

        /** The items of the member of this name, none if it is not an array. */
        public List<Json> items(String name) {
            return members.get(name) instanceof Array(List<Json> items) ? items : List.of();
        }
    }

    /**
     * Reads one value, and nothing after it but white space.
     *
     * @throws MalformedJsonException where the text is not JSON, nests deeper than {@value JsonReader#DEEPEST}, names a
     *     member twice, or has a number that no double comes near
     */
    static Json parse(String text) throws MalformedJsonException {
        return new JsonReader(text).read();
    }

    /** An object of these names and values in turn; values are as {@link #of} takes them. */
    static Obj object(Object... namesAndValues) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], of(namesAndValues[i + 1]));
        }
        return new Obj(members);
    }

    /** An array of these; values are as {@link #of} takes them. */
    static Array array(Collection<?> items) {
        return new Array(items.stream().map(Json::of).toList());
    }

    /** The value that a text, number, truth value, collection or JSON value stands for. */
    static Json of(Object value) {
        return switch (value) {
            case Json json -> json;
            case String text -> new Text(text);
            case Number number -> new Num(number.doubleValue());
            case Boolean truth -> new Bool(truth);
            case Collection<?> items -> array(items);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    /** This value as JSON on one line. */
    default String write() {
        StringBuilder out = new StringBuilder();
        JsonWriter.write(this, out);
        return out.toString();
    }
}
