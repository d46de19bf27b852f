package dev.safeguard.adapter.telemetry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One line of JSON as cells by name; read again for each line. */
final class JsonRow {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> cells = new HashMap<>();

    /**
     * Takes in the next line.
     *
     * @throws IllegalArgumentException when it is not one JSON object of plain values with the names of a row
     */
    void read(String line) {
        cells.clear();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            try {
                read(parser);
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        "this is no JSON: it makes no sense near column "
                                + Math.max(1, parser.currentLocation().getColumnNr()),
                        e);
            }
        }
    }

    private void read(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("a line is one JSON object, this one begins with "
                    + (first == JsonToken.START_ARRAY ? "an array" : "a plain value"));
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (!RowReader.HEADER.contains(name)) {
                throw new IllegalArgumentException("unknown name \"" + Shown.of(name) + "\"; there are "
                        + String.join(", ", RowReader.HEADER));
            }
            JsonToken value = parser.nextToken();
            if (!value.isScalarValue() || (name.equals("slo") && !isText(value))) {
                throw new IllegalArgumentException(name + " must be a text or a number");
            }
            if (cells.put(name, parser.getString()) != null) {
                throw new IllegalArgumentException("this is no JSON: " + name + " is there twice");
            }
        }
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("a line is one JSON object, this one goes on after it");
        }
    }

    /** The cell of this name as text. */
    String cell(String name) {
        return Optional.ofNullable(cells.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static boolean isText(JsonToken value) {
        return value == JsonToken.VALUE_STRING || value.isNumeric();
    }
}
