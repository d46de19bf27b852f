package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus and Safeguard decide for the same minutes whether a tier fires. Two programs that have nothing in
 * common agree on every minute, or one of them is wrong.
 *
 * <p>Prometheus sums gauges, which hold the counts of single minutes and are sampled at the minute's start. Its ranges
 * include both ends, so the sixty samples of an hour lie within {@code [3599s]} and not within {@code [1h]}. All sums
 * are far below 2^53, so that its decisions are exact.
 */
final class PrometheusSecondOpinionTest {

    private static final int SLOS = 10;

    /** The days in which all kinds of burn occur, the long ones included. */
    private static final int FIRST_MINUTE = 8 * 1440;

    private static final int END = 15 * 1440;
    private static final long START = 1_767_225_600L;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A tier of the built-in policy of 99.9 % over 30 days: {@code bad x 10,000 > total x threshold} in both windows.
     */
    private enum Tier {
        FAST(144, 60, 5),
        SLOW(60, 360, 30),
        MILD(10, 4320, 360);

        private final int threshold;
        private final int longMinutes;
        private final int shortMinutes;

        Tier(int threshold, int longMinutes, int shortMinutes) {
            this.threshold = threshold;
            this.longMinutes = longMinutes;
            this.shortMinutes = shortMinutes;
        }
    }

    @TempDir
    Path folder;

    @Test
    void prometheusFiresInTheSameMinutes() {
        PrometheusProcess.assumeThereIsOne();
        try (PrometheusProcess prometheus = PrometheusProcess.over(PrometheusSecondOpinionTest::write, folder)) {
            int firing = 0;
            int changes = 0;
            for (Tier tier : Tier.values()) {
                List<BitSet> theirs = theirs(prometheus, tier);
                for (int slo = 0; slo < SLOS; slo++) {
                    BitSet ours = ours(slo, tier);
                    BitSet difference = (BitSet) ours.clone();
                    difference.xor(theirs.get(slo));
                    assertEquals(
                            new BitSet(),
                            difference,
                            "minutes in which only one of both fires: " + tier + " of " + slo);
                    firing += ours.cardinality();
                    changes += changes(ours);
                }
            }
            assertTrue(
                    firing > 5000 && changes > 100,
                    "too little to agree on: " + firing + " minutes, " + changes + " changes");
        }
    }

    @Test
    void theHistoryIsTheOneThatWasMeasured() {
        long rows = 0;
        long total = 0;
        long bad = 0;
        for (int slo = 0; slo < SLOS; slo++) {
            for (int minute = FIRST_MINUTE; minute < END; minute++) {
                SliGenerator.Minute events = SliGenerator.minute(slo, minute);
                if (events != null) {
                    rows++;
                    total += events.total();
                    bad += events.bad();
                }
            }
        }
        assertEquals("100424 304934767 334820", rows + " " + total + " " + bad);
    }

    /**
     * The minutes (by the number of the bucket that is the last one in the windows) in which the condition of the tier
     * holds.
     */
    private static BitSet ours(int slo, Tier tier) {
        BitSet firing = new BitSet(END);
        Sum longSum = new Sum(slo, tier.longMinutes);
        Sum shortSum = new Sum(slo, tier.shortMinutes);
        for (int minute = FIRST_MINUTE; minute < END; minute++) {
            longSum.include(minute);
            shortSum.include(minute);
            firing.set(minute, longSum.burns(tier.threshold) && shortSum.burns(tier.threshold));
        }
        return firing;
    }

    /** The plain sum of a window. */
    private static final class Sum {

        private final int slo;
        private final int length;
        private BigInteger total = BigInteger.ZERO;
        private BigInteger bad = BigInteger.ZERO;

        Sum(int slo, int length) {
            this.slo = slo;
            this.length = length;
        }

        /** Moves the end of the window to the end of this minute. */
        void include(int minute) {
            add(minute, 1);
            if (minute - length >= FIRST_MINUTE) {
                add(minute - length, -1);
            }
        }

        boolean burns(int threshold) {
            return bad.multiply(BigInteger.valueOf(10_000)).compareTo(total.multiply(BigInteger.valueOf(threshold)))
                    > 0;
        }

        private void add(int minute, int sign) {
            SliGenerator.Minute events = SliGenerator.minute(slo, minute);
            if (events != null) {
                total = total.add(BigInteger.valueOf(sign * events.total()));
                bad = bad.add(BigInteger.valueOf(sign * events.bad()));
            }
        }
    }

    /** What Prometheus says, a day at a time; it has no value where its expression is false. */
    private static List<BitSet> theirs(PrometheusProcess prometheus, Tier tier) {
        List<BitSet> firing = new ArrayList<>();
        for (int slo = 0; slo < SLOS; slo++) {
            firing.add(new BitSet(END));
        }
        String query = URLEncoder.encode(
                "(" + burn(tier.longMinutes, tier.threshold) + ") and (" + burn(tier.shortMinutes, tier.threshold)
                        + ")",
                StandardCharsets.UTF_8);
        for (int minute = FIRST_MINUTE; minute < END; minute += 1440) {
            long from = START + minute * 60L;
            String answer = prometheus.ask("/api/v1/query_range?query=" + query + "&start=" + from + "&end="
                    + (from + 1439 * 60) + "&step=60");
            JsonNode read = JSON.readTree(answer);
            assertEquals("success", read.get("status").asString(), answer);
            for (JsonNode series : read.get("data").get("result")) {
                BitSet own = firing.get(Integer.parseInt(
                        series.get("metric").get("slo").asString().substring(1)));
                series.get("values")
                        .forEach(value -> own.set((int) ((value.get(0).asLong() - START) / 60)));
            }
        }
        return firing;
    }

    private static String burn(int minutes, int threshold) {
        String range = "[" + (minutes * 60 - 1) + "s]";
        return "sum_over_time(sli_bad" + range + ") * 10000 > sum_over_time(sli_total" + range + ") * " + threshold;
    }

    private static int changes(BitSet firing) {
        int changes = 0;
        for (int at = firing.nextSetBit(0); at >= 0; at = firing.nextSetBit(firing.nextClearBit(at))) {
            changes += 2;
        }
        return changes;
    }

    private static void write(Writer out) throws IOException {
        for (String metric : List.of("sli_total", "sli_bad")) {
            out.write("# TYPE " + metric + " gauge\n");
            for (int slo = 0; slo < SLOS; slo++) {
                for (int minute = FIRST_MINUTE; minute < END; minute++) {
                    SliGenerator.Minute events = SliGenerator.minute(slo, minute);
                    if (events != null) {
                        out.write(String.format(
                                Locale.ROOT,
                                "%s{slo=\"s%d\"} %d %d\n",
                                metric,
                                slo,
                                metric.equals("sli_bad") ? events.bad() : events.total(),
                                START + minute * 60L));
                    }
                }
            }
        }
    }
}
