package dev.safeguard.domain.incident;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where an incident stands. {@link #legalNext} is the whole transition table. */
public enum IncidentState {
    /** An alert fired, or a human declared it. */
    DETECTED,
    /** The likely symptom is named. */
    TRIAGED,
    /** Something is being done about it. */
    MITIGATING,
    /** Users are served again, though the cause may still be there and mitigations on. */
    MITIGATED,
    /** Recovered by measurement, and no mitigation left on. */
    RESOLVED,
    /** Understood and learned from. */
    CLOSED,
    /** A false alarm. */
    CANCELLED;

    /** The states an incident may go to from here; a state that is not listed is refused. */
    public Set<IncidentState> legalNext() {
        return switch (this) {
            case DETECTED -> EnumSet.of(TRIAGED, RESOLVED, CANCELLED);
            case TRIAGED -> EnumSet.of(MITIGATING, RESOLVED, CANCELLED);
            case MITIGATING -> EnumSet.of(MITIGATED, RESOLVED, CANCELLED);
            case MITIGATED -> EnumSet.of(MITIGATING, RESOLVED, CANCELLED);
            case RESOLVED -> EnumSet.of(MITIGATING, CLOSED);
            case CLOSED, CANCELLED -> EnumSet.noneOf(IncidentState.class);
        };
    }

    /** Whether it still needs somebody: everything before resolved. */
    public boolean isOpen() {
        return switch (this) {
            case DETECTED, TRIAGED, MITIGATING, MITIGATED -> true;
            case RESOLVED, CLOSED, CANCELLED -> false;
        };
    }

    /** The word in JSON: {@code detected}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
