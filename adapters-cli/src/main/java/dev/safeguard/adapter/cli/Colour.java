package dev.safeguard.adapter.cli;

import java.util.Locale;
import java.util.Map;

/** When there is colour. */
enum Colour {
    /** On a terminal that wants it. */
    AUTO,
    ALWAYS,
    NEVER;

    static Colour of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "auto" -> AUTO;
            case "always" -> ALWAYS;
            case "never" -> NEVER;
            default -> throw new IllegalArgumentException("colour is auto, always or never, was \"" + word + "\"");
        };
    }

    /** Whether a stream gets colour; NO_COLOR counts unless it is empty. */
    boolean isOn(boolean terminal, Map<String, String> env) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                terminal
                        && env.getOrDefault("NO_COLOR", "").isEmpty()
                        && !env.getOrDefault("TERM", "").equals("dumb");
        };
    }
}
