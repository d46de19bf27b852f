package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;

/** What servers and runbooks say, made fit for one line that people read. */
final class HttpText {

    private static final int LONGEST = 200;
    private static final int LONGEST_STATE = 80;

    private HttpText() {}

    /** One line, without anything that a terminal would obey, and no longer than can be read. */
    static String oneLine(String text) {
        return shortened(withoutControls(text), LONGEST);
    }

    /** The whole text in one line, without anything that a terminal would obey. */
    static String withoutControls(String text) {
        return text.replaceAll("[\\s\\p{C}\\p{Z}]+", " ").strip();
    }

    /** A state as it stands in a sentence. */
    static String of(ControlState state) {
        return state.value()
                .map(value -> value.isBlank() ? "\"\"" : shortened(withoutControls(value), LONGEST_STATE))
                .orElseGet(state::toString);
    }

    /** Somebody else has changed it since. */
    static RefusedException drift(MitigationPlan applied, ControlState found) {
        return new RefusedException(
                Refusal.DRIFT,
                "expected " + of(applied.desired()) + ", found " + of(found) + ": somebody else has changed it since");
    }

    private static String shortened(String line, int most) {
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most)) + "…";
    }
}
