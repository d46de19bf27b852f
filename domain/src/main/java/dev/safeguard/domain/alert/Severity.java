package dev.safeguard.domain.alert;

import java.util.Locale;

/** How loudly a human is told. Most severe first. */
public enum Severity {
    /** Wakes a human now. */
    SEV1(Response.PAGE),
    /** Pages calmly: low urgency, longer ladder delays. */
    SEV2(Response.PAGE),
    /** Files a ticket and wakes nobody. */
    SEV3(Response.TICKET);

    private final Response response;

    Severity(Response response) {
        this.response = response;
    }

    public Response response() {
        return response;
    }

    public boolean isPage() {
        return response == Response.PAGE;
    }

    public boolean isAbove(Severity other) {
        return compareTo(other) < 0;
    }

    /** The word in configuration and JSON: {@code sev1}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of this word; anything else is an {@link IllegalArgumentException} that lists the words. */
    public static Severity of(String word) {
        for (Severity severity : values()) {
            if (severity.word().equals(word)) {
                return severity;
            }
        }
        throw new IllegalArgumentException("severity must be sev1, sev2 or sev3, was \"" + word + "\"");
    }
}
