package dev.safeguard.domain.slo;

import java.time.Duration;

/** A length of time over which events are summed: a positive, whole number of seconds. */
public record Window(Duration length) implements Comparable<Window> {

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

    private static void append(StringBuilder text, long amount, char unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }
}
