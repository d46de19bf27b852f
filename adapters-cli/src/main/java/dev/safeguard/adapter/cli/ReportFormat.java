package dev.safeguard.adapter.cli;

import java.util.Locale;

/** How {@code safeguard validate} tells what it found. */
enum ReportFormat {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON,
    /** For build servers. */
    JUNIT,
    /** For the workflow commands of GitHub Actions. */
    GITHUB;

    static ReportFormat of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "text" -> TEXT;
            case "json" -> JSON;
            case "junit" -> JUNIT;
            case "github" -> GITHUB;
            default -> throw new IllegalArgumentException(
                    "the format is text, json, junit or github, was \"" + word + "\"");
        };
    }
}
