package dev.safeguard.adapter.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The keys of one map. They are asked for one by one, and then {@link #make} puts the value together, if nothing was
 * wrong with any of them. Who asks may also be asked for no map at all: then what is asked for is written down, and
 * nothing is made of it.
 */
final class Fields {

    private final Place at;
    private final Reading reading;
    private final int reportedBefore;
    private final Map<String, NodeTuple> given = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private final Optional<ObjectNode> description;

    Fields(MappingNode map, Reading reading) {
        this(Place.of(map), reading, Optional.empty());
        map.getValue().forEach(this::index);
    }

    private Fields(Place at, Reading reading, Optional<ObjectNode> description) {
        this.at = at;
        this.reading = reading;
        this.reportedBefore = reading.reported();
        this.description = description;
    }

    /** What this asks for, as JSON Schema. */
    static ObjectNode schemaOf(Function<Fields, ? extends Optional<?>> read) {
        ObjectNode description = JsonSchema.map();
        Reading nothing = new Reading("", new Variables(Map.of()));
        var ignored = read.apply(new Fields(Place.START, nothing, Optional.of(description)));
        return description;
    }

    private void index(NodeTuple entry) {
        Place keyAt = Place.of(entry.getKeyNode());
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            reading.problem(ProblemCode.WRONG_TYPE, keyAt, "a key is text");
            return;
        }
        NodeTuple first = given.putIfAbsent(key.getValue(), entry);
        if (first != null) {
            reading.problem(
                    ProblemCode.DUPLICATE_KEY,
                    keyAt,
                    "key \"" + key.getValue() + "\" is given twice, first in line "
                            + Place.of(first.getKeyNode()).line());
        }
    }

    Place at() {
        return at;
    }

    Reading reading() {
        return reading;
    }

    boolean has(String key) {
        return given.containsKey(key);
    }

    <T> Field<T> required(String key, Shape<T> shape) {
        if (!has(key)) {
            missing.add(key);
        }
        description.ifPresent(map -> JsonSchema.require(map, key));
        return optional(key, shape);
    }

    <T> Field<T> optional(String key, Shape<T> shape) {
        known.add(key);
        description.ifPresent(map -> JsonSchema.property(map, key, shape.schema()));
        return Optional.ofNullable(given.get(key))
                .map(entry -> read(entry.getValueNode(), shape))
                .orElseGet(() -> new Field<>(Optional.empty(), at));
    }

    /** Every key that is there, each with a value of this shape. */
    <T> SortedMap<String, Field<T>> all(Shape<T> shape) {
        known.addAll(given.keySet());
        description.ifPresent(map -> JsonSchema.others(map, shape.schema()));
        SortedMap<String, Field<T>> all = new TreeMap<>();
        given.forEach((key, entry) -> all.put(key, read(entry.getValueNode(), shape)));
        return all;
    }

    private <T> Field<T> read(Node node, Shape<T> shape) {
        return new Field<>(shape.read(node, reading), Place.of(node));
    }

    /** The value, if all keys were asked for and nothing is wrong with them or with how they go together. */
    <T> Optional<T> make(Supplier<T> value) {
        if (description.isPresent()) {
            JsonSchema.close(description.get());
            return Optional.empty();
        }
        given.forEach((key, entry) -> {
            if (!known.contains(key)) {
                unknown(key, Place.of(entry.getKeyNode()));
            }
        });
        missing.forEach(key -> reading.problem(
                ProblemCode.MISSING_KEY, at, "key \"" + key + "\" is missing", "add \"" + key + "\" here"));
        return reading.reported() > reportedBefore
                ? Optional.empty()
                : reading.attempt(ProblemCode.CONTRADICTION, at, value);
    }

    /** A key that is there under a misspelled name is not missing as well. */
    private void unknown(String key, Place keyAt) {
        Collection<String> free = known.stream().filter(name -> !has(name)).toList();
        Spelling.closest(key, free).ifPresent(missing::remove);
        reading.problem(
                ProblemCode.UNKNOWN_KEY,
                keyAt,
                "unknown key \"" + key + "\"",
                Spelling.suggestion(key, free, ProblemCode.UNKNOWN_KEY.advice()));
    }
}
