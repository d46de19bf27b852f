package dev.safeguard.adapter.config;

import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.node.ObjectNode;

/** How a node of the file becomes a value, and what is written to that end. */
@FunctionalInterface
interface Shape<T> {

    /** The value; nothing when the node was refused, with a problem at its place. */
    Optional<T> read(Node node, Reading reading);

    /** What is accepted, as JSON Schema, as far as that can say it; anything, for a shape that does not tell. */
    default ObjectNode schema() {
        return JsonSchema.anything();
    }

    /** Text, exactly as it was written, with environment variables filled in; quoted or not makes no difference. */
    Shape<String> TEXT = told(
            JsonSchema::text,
            (node, reading) -> node instanceof ScalarNode scalar
                            && !scalar.getTag().equals(Tag.NULL)
                    ? reading.fillIn(scalar.getValue(), Place.of(node))
                    : wrongType("text", node, reading));

    /** Text without a line break: an entry of a list that is kept as lines. */
    Shape<String> LINE = TEXT.as(Shape::line).told(JsonSchema::line);

    /**
     * Text that may be {@code true} or {@code false} as well, or a list of such texts, which becomes one line each: what
     * it means is somebody else's business.
     */
    Shape<String> PARAMETER = told(JsonSchema::parameter, (node, reading) -> switch (node) {
        case SequenceNode ignored ->
            someOf(LINE).as(lines -> String.join("\n", lines)).read(node, reading);
        case MappingNode ignored -> wrongType("text or a list of texts", node, reading);
        default -> TEXT.read(node, reading);
    });

    /** A name that people type and other parts of the file refer to. */
    Shape<String> NAME = TEXT.as(Shape::name).told(JsonSchema::name);

    /** A whole number that is not negative. */
    Shape<Long> COUNT = TEXT.as(Shape::count).told(JsonSchema::count);

    /** A decimal, exactly as it was written. */
    Shape<Ratio> DECIMAL = TEXT.as(Shape::decimal).told(JsonSchema::decimal);

    /** A share, as {@code 2%} or {@code 0.02}. */
    Shape<Ratio> SHARE = TEXT.as(Shape::share).told(JsonSchema::share);

    /** A length of time, as {@code 5m}. */
    Shape<Duration> DURATION = TEXT.as(Shape::duration).told(JsonSchema::duration);

    /** This shape, told in other words. */
    default Shape<T> told(Supplier<ObjectNode> schema) {
        return told(schema, this);
    }

    private static <T> Shape<T> told(Supplier<ObjectNode> schema, Shape<T> reader) {
        return new Shape<>() {
            @Override
            public Optional<T> read(Node node, Reading reading) {
                return reader.read(node, reading);
            }

            @Override
            public ObjectNode schema() {
                return schema.get();
            }
        };
    }

    /** What this shape reads, turned into something else; a refusal is a problem with its reason. */
    default <R> Shape<R> as(Function<T, R> convert) {
        return told(this::schema, (node, reading) -> read(node, reading)
                .flatMap(value -> reading.attempt(ProblemCode.BAD_VALUE, Place.of(node), () -> convert.apply(value))));
    }

    /** One of a few values, by its word. */
    static <E> Shape<E> oneOf(String what, Collection<E> values, Function<E, String> word) {
        List<String> words = values.stream().map(word).toList();
        return told(() -> JsonSchema.oneOf(what, words), (node, reading) -> TEXT.read(node, reading).flatMap(text -> {
            Optional<E> found = values.stream()
                    .filter(value -> word.apply(value).equals(text))
                    .findFirst();
            if (found.isEmpty()) {
                reading.problem(
                        ProblemCode.BAD_VALUE,
                        Place.of(node),
                        "unknown " + what + " \"" + text + "\"",
                        Spelling.suggestion(text, words, ProblemCode.BAD_VALUE.advice()));
            }
            return found;
        }));
    }

    /** A list of values of one shape; those that are refused are left out. */
    static <T> Shape<List<T>> listOf(Shape<T> item) {
        return told(() -> JsonSchema.list(item.schema(), 0), (node, reading) -> {
            if (!(node instanceof SequenceNode sequence)) {
                return wrongType("a list", node, reading);
            }
            List<T> items = new ArrayList<>();
            sequence.getValue().forEach(each -> item.read(each, reading).ifPresent(items::add));
            return Optional.of(items);
        });
    }

    /** A list of at least one. */
    static <T> Shape<List<T>> someOf(Shape<T> item) {
        Shape<List<T>> list = listOf(item);
        return told(() -> JsonSchema.list(item.schema(), 1), (node, reading) -> {
            if (node instanceof SequenceNode sequence && sequence.getValue().isEmpty()) {
                reading.problem(ProblemCode.BAD_VALUE, Place.of(node), "the list is empty", "write at least one entry");
                return Optional.empty();
            }
            return list.read(node, reading);
        });
    }

    /** A map, read by its keys. */
    static <T> Shape<T> map(Function<Fields, Optional<T>> read) {
        return told(() -> Fields.schemaOf(read), (node, reading) -> node instanceof MappingNode map
                ? read.apply(new Fields(map, reading))
                : wrongType("a map of keys and values", node, reading));
    }

    /** A name given to something. */
    static Shape<String> declares(Reading.Named named) {
        return told(NAME::schema, (node, reading) -> {
            Optional<String> name = NAME.read(node, reading);
            name.ifPresent(given -> reading.declare(named, given, Place.of(node)));
            return name;
        });
    }

    /** The name of something that was declared before. */
    static Shape<String> refersTo(Reading.Named named) {
        return told(NAME::schema, (node, reading) -> {
            Optional<String> name = NAME.read(node, reading);
            name.ifPresent(used -> reading.refer(named, used, Place.of(node)));
            return name;
        });
    }

    private static <T> Optional<T> wrongType(String wanted, Node node, Reading reading) {
        String found = switch (node) {
            case MappingNode ignored -> "a map";
            case SequenceNode ignored -> "a list";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
            default -> "text";
        };
        reading.problem(ProblemCode.WRONG_TYPE, Place.of(node), wanted + " is needed here, found " + found);
        return Optional.empty();
    }

    private static String line(String text) {
        if (text.contains("\n")) {
            throw new IllegalArgumentException("an entry of a list is one line here, was \""
                    + text.substring(0, text.indexOf('\n')) + "\" and more");
        }
        return text;
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")) {
            throw new IllegalArgumentException(
                    "a name is 1 to 100 letters, digits and . _ / -, and starts with a letter" + " or digit, was \""
                            + text + "\"");
        }
        return text;
    }

    private static Ratio decimal(String text) {
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,18})?")) {
            throw new IllegalArgumentException("a decimal such as 14.4 is needed here, was \"" + text + "\"");
        }
        return Ratio.of(text);
    }

    private static Ratio share(String text) {
        boolean percent = text.endsWith("%");
        Ratio number = decimal(percent ? text.substring(0, text.length() - 1).strip() : text);
        Ratio share = percent ? number.dividedBy(Ratio.of(100, 1)) : number;
        if (share.isGreaterThan(Ratio.ONE)) {
            throw new IllegalArgumentException("a share is at most 1, or 100%, was \"" + text + "\"");
        }
        return share;
    }

    private static Duration duration(String text) {
        Duration duration = Window.duration(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a duration is not negative here, was \"" + text + "\"");
        }
        return duration;
    }

    private static long count(String text) {
        if (!text.matches("[0-9]{1,15}")) {
            throw new IllegalArgumentException("a whole number is needed here, was \"" + text + "\"");
        }
        return Long.parseLong(text);
    }
}
