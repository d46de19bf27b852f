package dev.safeguard.adapter.cli;

import dev.safeguard.domain.slo.Ratio;
import java.math.BigDecimal;

/** Reads numbers as they are written on a command line; what is none is refused with what is expected. */
final class Numbers {

    private Numbers() {}

    /** {@code 0.5} or {@code 50%}, in [0, 1]. */
    static Ratio share(String text) {
        String number = text.strip();
        boolean percent = number.endsWith("%");
        try {
            BigDecimal value = new BigDecimal(percent ? number.substring(0, number.length() - 1).strip() : number);
            if (value.scale() <= 20 && value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(percent ? 100 : 1)) <= 0) {
                return Ratio.of(percent ? value.movePointLeft(2) : value);
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(expected("a share is a number from 0 to 1 such as 0.5", text), notANumber);
        }
        throw new IllegalArgumentException(expected("a share is a number from 0 to 1 such as 0.5", text));
    }

    /** {@code 60x} or {@code 60}: how many virtual seconds to a real one. */
    static Double pace(String text) {
        String number = text.strip();
        try {
            double value = Double.parseDouble(number.endsWith("x") ? number.substring(0, number.length() - 1) : number);
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(expected("a pace is written like 60x, above 0", text), notANumber);
        }
        throw new IllegalArgumentException(expected("a pace is written like 60x, above 0", text));
    }

    static Long whole(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(expected("a whole number is needed", text), notANumber);
        }
    }

    static Integer positive(String text) {
        long value = whole(text);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(expected("a number from 1 on is needed", text));
        }
        return (int) value;
    }

    private static String expected(String what, String seen) {
        return what + ", was \"" + seen + "\"";
    }
}
