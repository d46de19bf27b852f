package dev.safeguard.domain.alert;

import java.util.Locale;
import java.util.Optional;

/** How bad an SLO's burn is: the severity of the highest latched tier, or ok. Calmest first. */
public enum Level {
    OK,
    SEV3,
    SEV2,
    SEV1;

    public static Level of(Severity severity) {
        return switch (severity) {
            case SEV1 -> SEV1;
            case SEV2 -> SEV2;
            case SEV3 -> SEV3;
        };
    }

    public Optional<Severity> severity() {
        return switch (this) {
            case OK -> Optional.empty();
            case SEV3 -> Optional.of(Severity.SEV3);
            case SEV2 -> Optional.of(Severity.SEV2);
            case SEV1 -> Optional.of(Severity.SEV1);
        };
    }

    public boolean isPage() {
        return severity().filter(Severity::isPage).isPresent();
    }

    public boolean isAbove(Level other) {
        return compareTo(other) > 0;
    }

    /** The word in JSON: {@code ok}, {@code sev1}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
