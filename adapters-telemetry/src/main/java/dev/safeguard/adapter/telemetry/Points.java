package dev.safeguard.adapter.telemetry;

import java.math.BigDecimal;
import java.util.Arrays;

/** The samples of one series in the order of their times, exactly as they were written. */
final class Points {

    private long[] millis = new long[64];
    private BigDecimal[] values = new BigDecimal[64];
    private int size;

    void add(long atMillis, BigDecimal value) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        millis[size] = atMillis;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /** When the sample was taken, in milliseconds since 1970. */
    long millis(int i) {
        return millis[i];
    }

    BigDecimal value(int i) {
        return values[i];
    }
}
