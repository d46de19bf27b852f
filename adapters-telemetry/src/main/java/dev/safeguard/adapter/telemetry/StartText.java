package dev.safeguard.adapter.telemetry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Reads when a bucket starts. Neighbouring rows are of the same day, so that the day of the row before is remembered:
 * reading a date is most of the work of reading a row.
 */
final class StartText {

    /** What {@link #plain} says to bytes that are not plainly a time. */
    static final long NONE = Long.MIN_VALUE;

    static final String SHAPE = "0000-00-00T00:00:00Z";

    /** The end of the year 9999; what is later was meant in milliseconds. */
    static final long LATEST = 253_402_300_799L;

    /** The beginning of the year 0. */
    private static final long EARLIEST = -62_167_219_200L;

    private static final byte[] SEPARATORS = {'-', '-', 'T', ':', ':', 'Z'};
    private static final int[] SEPARATED = {4, 7, 10, 13, 16, 19};

    private int lastDate = -1;
    private long secondsAtMidnight = NONE;

    /**
     * The seconds since 1970.
     *
     * @throws IllegalArgumentException when the text is neither ISO 8601 with an offset nor a number of seconds
     */
    long seconds(String text) {
        return isNumber(text) ? number("start", text) : parsed(text);
    }

    /** The seconds since 1970 of a time written as {@value #SHAPE}, or {@link #NONE}; all its bytes must be there. */
    long plain(byte[] bytes, int at) {
        for (int i = 0; i < SEPARATED.length; i++) {
            if (bytes[at + SEPARATED[i]] != SEPARATORS[i]) {
                return NONE;
            }
        }
        int century = digits(bytes, at);
        int year = digits(bytes, at + 2);
        int month = digits(bytes, at + 5);
        int day = digits(bytes, at + 8);
        int hour = digits(bytes, at + 11);
        int minute = digits(bytes, at + 14);
        int second = digits(bytes, at + 17);
        if ((century | year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return NONE;
        }
        int date = (century * 100 + year) << 16 | month << 8 | day;
        if (date != lastDate) {
            lastDate = date;
            secondsAtMidnight = midnight(century * 100 + year, month, day);
        }
        return secondsAtMidnight == NONE ? NONE : secondsAtMidnight + hour * 3600L + minute * 60L + second;
    }

    private static long midnight(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day).toEpochDay() * 86_400L;
        } catch (DateTimeException noSuchDay) {
            return NONE;
        }
    }

    /** The number that two digits make, negative when they are none. */
    private static int digits(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
    }

    /** The seconds since 1970 that this text, of digits, says; a complaint calls it by this name. */
    static long number(String name, String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds > LATEST) {
                throw new IllegalArgumentException(name + " is in seconds since 1970, was " + Shown.of(text)
                        + ", which is beyond the year 9999; is it in milliseconds?");
            }
            return checked(name, seconds, text);
        } catch (NumberFormatException tooLong) {
            throw unreadable(name, text, tooLong);
        }
    }

    private static long parsed(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.getNano() != 0) {
                throw new IllegalArgumentException("a bucket starts at a whole second, was " + Shown.of(text));
            }
            return checked("start", time.getEpochSecond(), text);
        } catch (DateTimeException e) {
            throw unreadable("start", text, e);
        }
    }

    private static long checked(String name, long seconds, String text) {
        if (seconds < EARLIEST || seconds > LATEST) {
            throw new IllegalArgumentException(name + " must be within the years 0 to 9999, was " + Shown.of(text));
        }
        return seconds;
    }

    static IllegalArgumentException unreadable(String name, String text, Exception cause) {
        return new IllegalArgumentException(
                name + " must be a time such as 2026-03-02T09:00:00Z or a number of seconds since 1970, was \""
                        + Shown.of(text) + "\"",
                cause);
    }

    /** Whether there are only digits, of ASCII, and maybe a minus before them. */
    static boolean isNumber(String text) {
        int digits = text.startsWith("-") ? 1 : 0;
        return text.length() > digits && text.chars().skip(digits).allMatch(c -> c >= '0' && c <= '9');
    }
}
