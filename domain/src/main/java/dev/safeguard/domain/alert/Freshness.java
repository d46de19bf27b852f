package dev.safeguard.domain.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How old the newest measurement is. It stands beside the level and never changes it: silence is not health. */
public enum Freshness {
    FRESH,
    STALE,
    BLIND;

    /** How old the newest measurement is at this time; without any it is blind. */
    public static Freshness of(Optional<Instant> newestDataEnd, Instant now, AlertPolicy policy) {
        Optional<Duration> age = newestDataEnd.map(end -> Duration.between(end, now));
        if (age.isEmpty() || age.get().compareTo(policy.blindAfter()) >= 0) {
            return BLIND;
        }
        return age.get().compareTo(policy.staleAfter()) >= 0 ? STALE : FRESH;
    }

    /** The word in JSON: {@code fresh}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
