package dev.safeguard.domain.oncall;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** How long a shift is, in wall-clock time: a positive number of hours, days, weeks or months. */
public record ShiftLength(int amount, Unit unit) {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,3})(h|d|w|mo)");

    /** The unit that a handoff steps in. */
    public enum Unit {
        HOURS(ChronoUnit.HOURS),
        DAYS(ChronoUnit.DAYS),
        WEEKS(ChronoUnit.WEEKS),
        MONTHS(ChronoUnit.MONTHS);

        private final ChronoUnit chrono;

        Unit(ChronoUnit chrono) {
            this.chrono = chrono;
        }
    }

    public ShiftLength {
        if (amount < 1) {
            throw new IllegalArgumentException("a shift is at least 1 long, was " + amount);
        }
    }

    /** Reads {@code 12h}, {@code 1d}, {@code 2w} or {@code 1mo}. */
    public static ShiftLength of(String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a shift is written 12h, 1d, 2w or 1mo, was \"" + text + "\"");
        }
        Unit unit =
                switch (matcher.group(2)) {
                    case "h" -> Unit.HOURS;
                    case "d" -> Unit.DAYS;
                    case "w" -> Unit.WEEKS;
                    default -> Unit.MONTHS;
                };
        return new ShiftLength(Integer.parseInt(matcher.group(1)), unit);
    }

    /** The wall-clock time of the {@code n}-th handoff after the start; months step from the start, not one by one. */
    LocalDateTime handoff(LocalDateTime start, long n) {
        return start.plus(Math.multiplyExact(n, amount), unit.chrono);
    }

    /** About how many shifts lie between; off by at most one. */
    long between(LocalDateTime start, LocalDateTime end) {
        return Math.floorDiv(start.until(end, unit.chrono), amount);
    }
}
