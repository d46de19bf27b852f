package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.alert.ReplayHistory;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.testkit.ReferenceHistory;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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
                List<BitSet> allOfOurs = ours(tier);
                for (int slo = 0; slo < SLOS; slo++) {
                    BitSet ours = allOfOurs.get(slo);
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
                long events = ReferenceHistory.minute(slo, minute);
                if (events != ReferenceHistory.ABSENT) {
                    rows++;
                    total += total(events);
                    bad += bad(events);
                }
            }
        }
        assertEquals("100424 304934767 334820", rows + " " + total + " " + bad);
    }

    /**
     * The minutes (by the number of the bucket that is the last one in the windows) in which the condition of the tier
     * holds, by SLO, as a replay tells it.
     */
    private static List<BitSet> ours(Tier tier) {
        List<BitSet> firing = new ArrayList<>();
        for (int slo = 0; slo < SLOS; slo++) {
            firing.add(new BitSet(END));
        }
        new ReplayHistory()
                .replay(PrometheusSecondOpinionTest::feed, (name, resolution) -> rule(name, tier), ignored -> {})
                .replays()
                .forEach(replay -> {
                    String name = replay.rule().slo().name().value();
                    BitSet own = firing.get(Integer.parseInt(name.substring(1)));
                    replay.firings().forEach(span -> own.set(lastMinute(span.from()), lastMinute(span.to()) + 1));
                });
        return firing;
    }

    /** The number of the bucket that ends here. */
    private static int lastMinute(Instant boundary) {
        return (int) ((boundary.getEpochSecond() - START) / 60) - 1;
    }

    private static SampleFeed.Facts feed(SampleFeed.Sink out) {
        out.begin(SampleFeed.Order.BY_SLO, Slo.DEFAULT_RESOLUTION);
        long samples = 0;
        for (int slo = 0; slo < SLOS; slo++) {
            out.slo(slo, new SloName("s" + slo));
            for (int minute = FIRST_MINUTE; minute < END; minute++) {
                long events = ReferenceHistory.minute(slo, minute);
                if (events != ReferenceHistory.ABSENT) {
                    out.sample(slo, START + minute * 60L, total(events) - bad(events), total(events));
                    samples++;
                }
            }
        }
        return new SampleFeed.Facts(samples, 0, 0, List.of());
    }

    private static AlertRule rule(SloName name, Tier tier) {
        Slo slo = new Slo(
                name, new ServiceName("reference"), "", Objective.of("0.999"), Slo.DEFAULT_PERIOD, Slo.DEFAULT_RESOLUTION);
        BurnTier only = new BurnTier(
                "only",
                tier == Tier.MILD ? Severity.SEV3 : Severity.SEV1,
                Ratio.of(tier.threshold, 10),
                Window.ofMinutes(tier.longMinutes),
                Window.ofMinutes(tier.shortMinutes),
                0,
                0);
        return new AlertRule(slo, AlertPolicy.custom(List.of(only)));
    }

    private static long total(long events) {
        return events >>> 32;
    }

    private static long bad(long events) {
        return events & 0xFFFF_FFFFL;
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
                    long events = ReferenceHistory.minute(slo, minute);
                    if (events != ReferenceHistory.ABSENT) {
                        out.write(String.format(
                                Locale.ROOT,
                                "%s{slo=\"s%d\"} %d %d\n",
                                metric,
                                slo,
                                metric.equals("sli_bad") ? bad(events) : total(events),
                                START + minute * 60L));
                    }
                }
            }
        }
    }
}
