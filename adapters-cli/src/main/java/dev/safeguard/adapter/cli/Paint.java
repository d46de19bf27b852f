package dev.safeguard.adapter.cli;

import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;

/** Colour for one stream, or none where it would be noise. Only what says how bad it is has one. */
record Paint(boolean on) {

    String severity(Severity severity, String text) {
        return level(Level.of(severity), text);
    }

    String level(Level level, String text) {
        return switch (level) {
            case OK -> wrap("32", text);
            case SEV3 -> wrap("36", text);
            case SEV2 -> wrap("33", text);
            case SEV1 -> wrap("1;31", text);
        };
    }

    String error(String text) {
        return wrap("1;31", text);
    }

    private String wrap(String code, String text) {
        return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
