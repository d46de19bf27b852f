package dev.safeguard.adapter.telemetry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** One line of JSON as cells by name; read again for each line. */
final class JsonRow {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, String> cells = new HashMap<>();

    /**
     * Takes in the next line.
     *
     * @throws tools.jackson.core.JacksonException when it is not JSON
     * @throws IllegalArgumentException when it is not one object of plain values with the names of a row
     */
    void read(String line) {
        cells.clear();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(
                        "a line is one JSON object, this one begins with " + parser.currentToken());
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (!CsvHistoryReader.HEADER.contains(name)) {
                    throw new IllegalArgumentException(
                            "unknown name \"" + name + "\"; there are " + String.join(", ", CsvHistoryReader.HEADER));
                }
                if (!parser.nextToken().isScalarValue()) {
                    throw new IllegalArgumentException(name + " must be a text or a number");
                }
                cells.put(name, parser.getString());
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("a line is one JSON object, this one goes on after it");
            }
        }
    }

    /** The cell of this name as text. */
    String cell(String name) {
        return Optional.ofNullable(cells.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
}
