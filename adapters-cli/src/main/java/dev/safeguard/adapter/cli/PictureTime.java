package dev.safeguard.adapter.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Where a moment is in a picture, and which moments are written under it, in UTC.
 *
 * @param from where the time begins
 * @param to where it ends, after that
 * @param left the place of {@code from}
 * @param right the place of {@code to}
 */
record PictureTime(Instant from, Instant to, double left, double right) {

    private static final double ROOM = 80;

    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;
    private static final long WEEK = 7 * DAY;

    /** 1970 began on a Thursday; weeks begin on Mondays. */
    private static final long FIRST_MONDAY = 4 * DAY;

    private static final long[] STEPS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY,
        WEEK, 2 * WEEK
    };

    private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120};
    private static final double DAYS_IN_MONTH = 30.44;

    /**
     * A moment that is written under the picture.
     *
     * @param context the day or year it is in, empty where that is the one of the tick before
     */
    record Tick(double x, String label, String context) {}

    /** The place of a moment; one outside is at the nearer end. */
    double x(Instant at) {
        return x(at.getEpochSecond() - (double) from.getEpochSecond());
    }

    private double x(double seconds) {
        return left + (right - left) * Math.clamp(seconds / seconds(), 0, 1);
    }

    /** The place where one of so many equal columns begins. */
    double x(int column, int columns) {
        return left + (right - left) * column / columns;
    }

    private long seconds() {
        return to.getEpochSecond() - from.getEpochSecond();
    }

    /** As many as there is room for, at moments that people count in. */
    List<Tick> ticks() {
        double needed = ROOM * seconds() / (right - left);
        for (long step : STEPS) {
            if (step >= needed) {
                return ticks(step);
            }
        }
        for (int months : MONTHS) {
            if (months * DAYS_IN_MONTH * DAY >= needed) {
                return ticksOfMonths(months);
            }
        }
        return ticksOfMonths((int) Math.ceil(needed / DAYS_IN_MONTH / DAY / 120) * 120);
    }

    private List<Tick> ticks(long step) {
        long offset = step % WEEK == 0 ? FIRST_MONDAY : 0;
        long first = Math.ceilDiv(from.getEpochSecond() - offset, step) * step + offset;
        List<LocalDateTime> moments = LongStream.iterate(first, at -> at <= to.getEpochSecond(), at -> at + step)
                .mapToObj(at -> LocalDateTime.ofEpochSecond(at, 0, ZoneOffset.UTC))
                .toList();
        return step < DAY
                ? written(moments, step < 60 ? "HH:mm:ss" : "HH:mm", "d MMM uuuu")
                : written(moments, "d MMM", "uuuu");
    }

    private List<Tick> ticksOfMonths(int step) {
        LocalDate begin = LocalDate.ofInstant(from, ZoneOffset.UTC);
        long month = Math.floorDiv(begin.getYear() * 12L + begin.getMonthValue() - 1, (long) step) * step;
        List<LocalDateTime> moments = new ArrayList<>();
        LocalDateTime end = LocalDateTime.ofInstant(to, ZoneOffset.UTC);
        LocalDateTime at = LocalDate.of((int) (month / 12), (int) (month % 12) + 1, 1).atStartOfDay();
        while (!at.isAfter(end)) {
            if (!at.toInstant(ZoneOffset.UTC).isBefore(from)) {
                moments.add(at);
            }
            at = at.plusMonths(step);
        }
        return step < 12 ? written(moments, "MMM", "uuuu") : written(moments, "uuuu", "");
    }

    private List<Tick> written(List<LocalDateTime> moments, String label, String context) {
        DateTimeFormatter labels = DateTimeFormatter.ofPattern(label, Locale.ENGLISH);
        DateTimeFormatter contexts = DateTimeFormatter.ofPattern(context, Locale.ENGLISH);
        List<Tick> ticks = new ArrayList<>();
        String before = "";
        for (LocalDateTime moment : moments) {
            String now = contexts.format(moment);
            ticks.add(new Tick(
                    x(moment.toInstant(ZoneOffset.UTC)), labels.format(moment), now.equals(before) ? "" : now));
            before = now;
        }
        return ticks;
    }
}
