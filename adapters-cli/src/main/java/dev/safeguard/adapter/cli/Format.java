package dev.safeguard.adapter.cli;

import java.util.Locale;

/** What is printed on standard output. */
enum Format {
    TABLE,
    JSON;

    static Format of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "table" -> TABLE;
            case "json" -> JSON;
            default -> throw new IllegalArgumentException("the output is table or json, was \"" + word + "\"");
        };
    }
}
