package dev.safeguard.adapter.telemetry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Reads when a bucket starts. Neighbouring rows are of the same day, so that the day of the row before is remembered:
 * reading a date is most of the work of reading a row.
 */
final class StartText {

    /** The end of the year 9999; what is later was meant in milliseconds. */
    private static final long LATEST = 253_402_300_799L;

    private static final int DATE = "2026-03-02".length();
    private static final String SHAPE = "0000-00-00T00:00:00Z";

    private String lastDate = "1970-01-01";
    private long secondsAtMidnight;

    /**
     * The seconds since 1970.
     *
     * @throws IllegalArgumentException when the text is neither ISO 8601 with an offset nor a number of seconds
     */
    long seconds(String text) {
        if (hasShape(text)) {
            int hour = digits(text, 11);
            int minute = digits(text, 14);
            int second = digits(text, 17);
            if (hour < 24 && minute < 60 && second < 60) {
                return midnight(text) + hour * 3600L + minute * 60L + second;
            }
        }
        return isNumber(text) ? number(text) : parsed(text);
    }

    private long midnight(String text) {
        if (!text.startsWith(lastDate)) {
            String date = text.substring(0, DATE);
            try {
                secondsAtMidnight = LocalDate.parse(date).toEpochDay() * 86_400L;
            } catch (DateTimeException e) {
                throw unreadable(text, e);
            }
            lastDate = date;
        }
        return secondsAtMidnight;
    }

    private static long number(String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds <= LATEST) {
                return seconds;
            }
        } catch (NumberFormatException tooLong) {
            throw unreadable(text, tooLong);
        }
        throw new IllegalArgumentException("start is in seconds since 1970, was " + text
                + ", which is beyond the year 9999; is it in milliseconds?");
    }

    private static long parsed(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getNano() != 0) {
                throw new IllegalArgumentException("a bucket starts at a whole second, was " + text);
            }
            return time.toEpochSecond();
        } catch (DateTimeException e) {
            throw unreadable(text, e);
        }
    }

    private static IllegalArgumentException unreadable(String text, Exception cause) {
        return new IllegalArgumentException(
                "start must be a time such as 2026-03-02T09:00:00Z or a number of seconds since 1970, was \"" + text
                        + "\"",
                cause);
    }

    private static boolean hasShape(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            boolean fits = SHAPE.charAt(i) == '0' ? isDigit(text.charAt(i)) : text.charAt(i) == SHAPE.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String text) {
        int digits = text.startsWith("-") ? 1 : 0;
        return text.length() > digits && text.chars().skip(digits).allMatch(c -> isDigit((char) c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int digits(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
}
