package dev.safeguard.domain.slo;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time over which events are summed: a positive, whole number of seconds. */
public record Window(Duration length) implements Comparable<Window> {

    private static final Pattern TEXT = Pattern.compile(
            "(?:([0-9]{1,6})w)?(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?");

    public Window {
        if (length.isNegative() || length.isZero() || length.toNanosPart() != 0) {
            throw new IllegalArgumentException("a window is a positive whole number of seconds, was " + length);
        }
    }

    public static Window ofMinutes(long minutes) {
        return new Window(Duration.ofMinutes(minutes));
    }

    public static Window ofHours(long hours) {
        return new Window(Duration.ofHours(hours));
    }

    public static Window ofDays(long days) {
        return new Window(Duration.ofDays(days));
    }

    /** How many buckets of this resolution the window holds; it must be a multiple of it. */
    public int buckets(Duration resolution) {
        if (length.toSeconds() % resolution.toSeconds() != 0) {
            throw new IllegalArgumentException(
                    "window " + this + " is no multiple of the resolution " + text(resolution));
        }
        return Math.toIntExact(length.toSeconds() / resolution.toSeconds());
    }

    @Override
    public int compareTo(Window other) {
        return length.compareTo(other.length);
    }

    /** The length as people write it: {@code 5m}, {@code 1h}, {@code 3d}. */
    @Override
    public String toString() {
        return text(length);
    }

    /** A duration in its largest units: {@code 1d12h}, {@code 90s} as {@code 1m30s}, zero as {@code 0s}. */
    public static String text(Duration duration) {
        StringBuilder text = new StringBuilder(duration.isNegative() ? "-" : "");
        Duration left = duration.abs();
        append(text, left.toDays(), 'd');
        append(text, left.toHoursPart(), 'h');
        append(text, left.toMinutesPart(), 'm');
        append(text, left.toSecondsPart(), 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    /** Reads what {@link #text} writes for durations that are not negative, weeks as {@code 2w}, and ISO-8601. */
    public static Duration duration(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!text.isEmpty() && matcher.matches()) {
            return Duration.ofDays(7 * amount(matcher, 1) + amount(matcher, 2))
                    .plusHours(amount(matcher, 3))
                    .plusMinutes(amount(matcher, 4))
                    .plusSeconds(amount(matcher, 5));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notIsoEither) {
            throw new IllegalArgumentException(
                    "a duration is written like 90s, 5m, 1h30m or 30d, was \"" + text + "\"", notIsoEither);
        }
    }

    private static long amount(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static void append(StringBuilder text, long amount, char unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }
}
