package dev.safeguard.domain.alert;

import java.util.Locale;

/** How old the newest measurement is. It stands beside the level and never changes it: silence is not health. */
public enum Freshness {
    FRESH,
    STALE,
    BLIND;

    /** The word in JSON: {@code fresh}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
