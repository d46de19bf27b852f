package dev.safeguard.adapter.telemetry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What Prometheus answered, read token by token and without a detour through {@code double}. What is not a number in
 * the end (NaN, infinite) is absent.
 *
 * @param error the kind of error and its text, both empty when there was none
 * @param notices warnings and infos
 */
record PrometheusAnswer(List<Series> series, ServerError error, List<String> notices) {

    private static final JsonFactory JSON = new JsonFactory();

    /** One series of a matrix. */
    record Series(SortedMap<String, String> labels, Points points) {}

    /** Why the server has no result. */
    record ServerError(String type, String text) {
        static final ServerError NONE = new ServerError("", "");
    }

    /**
     * Reads an answer.
     *
     * @throws JacksonException when it is no JSON, or breaks off
     * @throws IllegalArgumentException when it is JSON, but not what Prometheus answers
     */
    static PrometheusAnswer read(byte[] body) {
        String status = "";
        String type = "";
        String text = "";
        List<Series> series = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "status" -> status = json.getString();
                    case "errorType" -> type = json.getString();
                    case "error" -> text = json.getString();
                    case "warnings", "infos" -> readNotices(json, notices);
                    case "data" -> readData(json, value, series);
                    default -> json.skipChildren();
                }
            }
            // The end of the object, and then of everything: what breaks off is found out here.
            json.nextToken();
        }
        return switch (status) {
            case "success" -> new PrometheusAnswer(series, ServerError.NONE, notices);
            case "error" -> new PrometheusAnswer(List.of(), new ServerError(type, text), notices);
            default -> throw new IllegalArgumentException("there is no status in it");
        };
    }

    private static void readNotices(JsonParser json, List<String> notices) {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                notices.add(json.getString());
            }
        }
    }

    private static void readData(JsonParser json, JsonToken data, List<Series> series) {
        if (data == JsonToken.VALUE_NULL) {
            return;
        }
        expect(data, JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("resultType") && !json.getString().equals("matrix")) {
                throw new IllegalArgumentException("its result is a " + json.getString() + ", not a matrix");
            } else if (name.equals("result") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    series.add(readSeries(json));
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private static Series readSeries(JsonParser json) {
        SortedMap<String, String> labels = new TreeMap<>();
        Points points = new Points();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "metric" -> {
                    expect(value, JsonToken.START_OBJECT);
                    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                        String label = json.currentName();
                        json.nextToken();
                        labels.put(label, json.getString());
                    }
                }
                case "values" -> {
                    expect(value, JsonToken.START_ARRAY);
                    while (json.nextToken() == JsonToken.START_ARRAY) {
                        readPoint(json, points);
                    }
                }
                case "histograms" -> throw new IllegalArgumentException("it holds native histograms, not counts");
                default -> json.skipChildren();
            }
        }
        return new Series(labels, points);
    }

    private static void readPoint(JsonParser json, Points points) {
        expect(json.nextToken().isNumeric(), "a time in seconds");
        long millis = json.getDecimalValue()
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        json.nextToken();
        String value = json.getString();
        switch (value) {
            case "NaN", "+Inf", "-Inf", "Inf" -> {}
            default -> points.add(millis, new BigDecimal(value));
        }
        expect(json.nextToken(), JsonToken.END_ARRAY);
    }

    private static void expect(JsonToken seen, JsonToken wanted) {
        expect(seen == wanted, wanted.toString());
    }

    private static void expect(boolean fits, String wanted) {
        if (!fits) {
            throw new IllegalArgumentException("something else stands in the place of " + wanted);
        }
    }
}
