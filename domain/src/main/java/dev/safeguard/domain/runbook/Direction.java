package dev.safeguard.domain.runbook;

import java.util.Locale;

/** Which way a control surface is set: forward, back to what it was, or forward again after going back was a mistake. */
public enum Direction {
    APPLY,
    REVERT,
    REAPPLY;

    /** The word in a key: {@code apply}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
