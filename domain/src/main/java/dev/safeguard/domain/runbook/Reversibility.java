package dev.safeguard.domain.runbook;

import java.util.Locale;

/** Whether and by whom a mitigation can be undone; stated by its class, never by a runbook. */
public enum Reversibility {
    /** Safeguard can put back what was there before. */
    REVERSIBLE,
    /** It can be undone, and only a human may. */
    BY_HUMANS_ONLY,
    /** It cannot be undone; never run by itself. */
    IRREVERSIBLE;

    /** The word in JSON: {@code by-humans-only}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
