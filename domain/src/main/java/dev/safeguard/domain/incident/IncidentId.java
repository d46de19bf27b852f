package dev.safeguard.domain.incident;

import java.util.Locale;
import java.util.regex.Pattern;

/** The number of an incident, written {@code INC-7}; numbers are given once and never reused. */
public record IncidentId(long number) implements Comparable<IncidentId> {

    private static final Pattern TEXT = Pattern.compile("(?i)(?:INC-)?([1-9][0-9]{0,17})");

    public IncidentId {
        if (number < 1) {
            throw new IllegalArgumentException("an incident's number starts at 1, was " + number);
        }
    }

    /** Reads {@code INC-7}, {@code inc-7} or {@code 7}. */
    public static IncidentId of(String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "an incident is named like INC-7, was \"" + text.strip().toLowerCase(Locale.ROOT) + "\"");
        }
        return new IncidentId(Long.parseLong(matcher.group(1)));
    }

    @Override
    public int compareTo(IncidentId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "INC-" + number;
    }
}
