package dev.safeguard.adapter.cli;

import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Figures.Figure;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as others rely on it: one envelope for everything, decimals as strings so that no reader rounds them, durations
 * and instants in ISO-8601.
 */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Texts that say yes or no, and are told as what they mean. */
    private static final Set<String> FLAGS = Set.of("injected", "calibrated");

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static JsonNode read(String line) {
        return MAPPER.readTree(line);
    }

    static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static void putOrNull(ObjectNode object, String name, Optional<?> value) {
        object.put(name, value.map(Object::toString).orElse(null));
    }

    /** The figures in their order; a dot in a name nests. */
    static ObjectNode figures(Figures figures) {
        ObjectNode json = object();
        for (Map.Entry<String, Figure> entry : figures.values().entrySet()) {
            ObjectNode home = json;
            String name = entry.getKey();
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.')) {
                home = home.withObjectProperty(name.substring(0, dot));
                name = name.substring(dot + 1);
            }
            put(home, name, entry.getValue());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Figure figure) {
        switch (figure) {
            case Figure.Decimal decimal -> json.put(name, decimal.value().toPlainString());
            case Figure.Count count -> json.put(name, count.value());
            case Figure.Span span -> json.put(name, span.value().toString());
            case Figure.Text text when isFlag(name, text.value()) -> json.put(name, text.value().equals("yes"));
            case Figure.Text text -> json.put(name, text.value());
        }
    }

    private static boolean isFlag(String name, String value) {
        return FLAGS.contains(name) && (value.equals("yes") || value.equals("no"));
    }

    /**
     * One document, printed as it comes: an item a line, each flushed, and a valid document as soon as it is closed,
     * whatever happened before.
     */
    static final class Document implements AutoCloseable {

        private final PrintStream out;
        private boolean empty = true;

        Document(PrintStream out, String kind, Instant generatedAt) {
            this.out = out;
            ObjectNode head = object()
                    .put("apiVersion", "safeguard/v1")
                    .put("kind", kind)
                    .put("generatedAt", generatedAt.toString());
            String text = write(head);
            out.print(text.substring(0, text.length() - 1) + ",\"items\":[");
        }

        void add(JsonNode item) {
            out.print((empty ? "\n" : ",\n") + write(item));
            out.flush();
            empty = false;
        }

        @Override
        public void close() {
            out.print(empty ? "]}\n" : "\n]}\n");
            out.flush();
        }
    }
}
