package dev.safeguard.adapter.cli;

import dev.safeguard.domain.slo.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How values are shown to people: in UTC, in English, on one line. */
final class Show {

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final DateTimeFormatter DAY = formatter("uuuu-MM-dd");
    private static final DateTimeFormatter CLOCK = formatter("HH:mm");
    private static final DateTimeFormatter MINUTE = formatter("uuuu-MM-dd HH:mm");

    private static final int MIN_ROOM = 30;

    private Show() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    static String day(Instant instant) {
        return DAY.format(instant);
    }

    static String clock(Instant instant) {
        return CLOCK.format(instant);
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    /** The text on one line, with nothing in it that a terminal would act upon. */
    static String line(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    static String percent(Ratio ratio, int scale) {
        return ratio.times(Ratio.of(100, 1)).toDecimal(scale).toPlainString() + " %";
    }

    /** For example {@code 2.1 %} of {@code 0.0208}. */
    static String percent(BigDecimal share, int scale) {
        return share.movePointRight(2).setScale(scale, RoundingMode.HALF_UP).toPlainString() + " %";
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 event}, {@code 2 events}. */
    static String count(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /**
     * The text, which begins in a column, in lines that end before a width and begin in the same column; broken between
     * phrases where that leaves no line half empty.
     */
    static String hanging(String text, int column, int width) {
        int room = Math.max(MIN_ROOM, width - column);
        StringBuilder lines = new StringBuilder();
        String left = text;
        while (left.length() > room) {
            int phrase = Math.max(left.lastIndexOf("  ", room), left.lastIndexOf(" · ", room));
            int blank = phrase > room / 2 ? phrase : left.lastIndexOf(' ', room);
            int end = blank > 0 ? blank : room;
            lines.append(left.substring(0, end).stripTrailing())
                    .append('\n')
                    .append(" ".repeat(column));
            left = left.substring(end).strip();
        }
        return lines.append(left).toString();
    }

    /** Rows under a head, in columns as wide as their widest cell; two blanks between, none at the end of a line. */
    static List<String> table(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        all.addAll(rows);
        int[] widths = new int[head.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream().map(row -> row(row, widths)).toList();
    }

    private static String row(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(pad(cells.get(i), widths[i] + 2));
        }
        return line.toString().stripTrailing();
    }
}
