package dev.safeguard.domain.runbook;

import java.util.Locale;

/** How far a runbook goes without a human. */
public enum Autonomy {
    /** It is shown. */
    PLAN,
    /** A human confirms the exact plan. */
    APPROVE,
    /** Reversible steps run by themselves. */
    AUTO;

    /** The word in configuration: {@code auto}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
