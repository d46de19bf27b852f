package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.telemetry.PrometheusQueries;
import dev.safeguard.adapter.telemetry.PrometheusSampleFeed;
import dev.safeguard.adapter.telemetry.PrometheusServer;
import dev.safeguard.application.port.RefusedQueryException;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is read from a real Prometheus is what happened. Its limit on samples is below a day of this history, so that
 * every question has to be asked in parts.
 */
final class PrometheusHistoryTest {

    private static final SloName CHAT = new SloName("chat");
    private static final long START = 1_767_225_600L;
    private static final long END = START + 2 * 86_400L;
    private static final Happened HAPPENED = new Happened(7);

    @TempDir
    static Path folder;

    private static PrometheusProcess prometheus;

    @BeforeAll
    static void start() {
        PrometheusProcess.assumeThereIsOne();
        prometheus = PrometheusProcess.over(HAPPENED::write, folder, "--query.max-samples=20000");
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void countersAreCountedExactlyOverResetsGapsAndBirths() {
        Read read = read("answers_total{ok=\"true\"}", "answers_total");

        assertEquals(HAPPENED.counted, read.buckets(CHAT));
        assertTrue(HAPPENED.resets > 20, HAPPENED.resets + " resets");
        assertTrue(
                read.remarks()
                        .contains("Counters of answers_total started again " + HAPPENED.resets
                                + " times, and were counted from zero."),
                read.remarks().toString());
        assertTrue(
                read.remarks().stream().noneMatch(remark -> remark.contains("estimate")),
                read.remarks().toString());
    }

    @Test
    void aSumOfCountersIsCountedAsItsMembersAre() {
        Read read = read("sum(answers_total{ok=\"true\"})", "sum by (job) (answers_total)");

        assertEquals(HAPPENED.counted, read.buckets(CHAT));
    }

    @Test
    void countsOfMinutesAreReadExactly() {
        Read read = read("sum(sum_over_time(sli_good[$window]))", "sum_over_time(sli_total[$window])");

        assertEquals(HAPPENED.gauged, read.buckets(CHAT));
        assertEquals(List.of(), read.remarks());
    }

    @Test
    void increasesAreEstimatesAndSaidToBe() {
        Read read = read("sum(increase(answers_total{ok=\"true\"}[$window]))", "sum(increase(answers_total[$window]))");

        long counted =
                HAPPENED.counted.values().stream().mapToLong(EventCounts::total).sum();
        long estimated = read.buckets(CHAT).values().stream()
                .mapToLong(EventCounts::total)
                .sum();
        assertTrue(Math.abs(counted - estimated) < counted / 20, counted + " and " + estimated);
        assertTrue(
                read.remarks()
                        .contains("The counts of sum(increase(answers_total[$window])) are estimates:"
                                + " they come in fractions and were rounded once."),
                read.remarks().toString());
    }

    @Test
    void anIncreaseIsWhatPrometheusSaysItIsRoundedOnce() {
        Read read = read("sum(increase(answers_total[$window]))", "sum(increase(answers_total[$window]))");

        for (long start : List.of(START + 3600, START + 40_020, START + 100_020)) {
            String said =
                    prometheus.ask("/api/v1/query?query=sum(increase(answers_total%5B60s%5D))&time=" + (start + 60));
            BigDecimal value = new BigDecimal(said.replaceAll(".*,\"([0-9.]+)\"\\].*", "$1"));
            long rounded = value.add(new BigDecimal("0.5")).longValue();
            assertEquals(new EventCounts(rounded, rounded), read.buckets(CHAT).get(start), said);
        }
    }

    @Test
    void oneQueryYieldsManySlosByALabel() {
        Read read = read(PrometheusQueries.of(CHAT, "answers_total{ok=\"true\"}", "answers_total")
                .by("instance"));

        TreeMap<Long, EventCounts> sum = new TreeMap<>();
        read.samples()
                .values()
                .forEach(buckets -> buckets.forEach((start, counts) -> sum.merge(start, counts, EventCounts::plus)));
        assertEquals(3, read.samples().size());
        assertEquals(HAPPENED.counted, sum);
    }

    @Test
    void noGoodEventsIsNoneWhereTheyWereSeenOnceAndUnmeasuredWhereNever() {
        Read late = read("late_good_total", "late_total");
        assertEquals(new EventCounts(0, 60), late.buckets(CHAT).get(START + 600));
        assertEquals(new EventCounts(60, 60), late.buckets(CHAT).get(END - 600));
        assertEquals(2 * 1440 - 1, late.buckets(CHAT).size());

        Read never = read("never_good_total", "late_total");
        assertEquals(Map.of(), never.samples());
        assertTrue(
                never.remarks().getFirst().startsWith("chat is unmeasured: never_good_total was never there"),
                never.remarks().toString());
    }

    @Test
    void aBadQueryIsRefusedInTheWordsOfPrometheus() {
        RefusedQueryException refused = assertThrows(
                RefusedQueryException.class, () -> read("sum(increase(answers_total[$window])", "answers_total"));
        assertTrue(
                refused.getMessage()
                        .startsWith(prometheus.url().replace("http", "Prometheus at http")
                                + " refuses the query sum(increase(answers_total[60s]): "),
                refused.getMessage());
        assertTrue(refused.getMessage().contains("parse error"), refused.getMessage());
    }

    @Test
    void aQueryThatPrometheusCannotWorkOutIsRefusedToo() {
        RefusedQueryException refused = assertThrows(
                RefusedQueryException.class,
                () -> read("late_good_total", "sum_over_time(answers_total[$window]) * on() answers_total"));
        assertTrue(refused.getMessage().contains("many-to-many"), refused.getMessage());
    }

    private static Read read(String good, String total) {
        return read(PrometheusQueries.of(CHAT, good, total));
    }

    private static Read read(PrometheusQueries queries) {
        Read read = new Read(new TreeMap<>(), new ArrayList<>());
        SampleFeed.Facts facts = new PrometheusSampleFeed(
                        PrometheusServer.at(prometheus.url()),
                        queries,
                        Instant.ofEpochSecond(START),
                        Instant.ofEpochSecond(END),
                        Duration.ofMinutes(1),
                        PrometheusSampleFeed.Progress.NONE)
                .feed(read);
        assertEquals(read.samples().values().stream().mapToLong(Map::size).sum(), facts.samples());
        read.remarks().addAll(facts.remarks());
        return read;
    }

    private record Read(TreeMap<String, TreeMap<Long, EventCounts>> samples, List<String> remarks)
            implements SampleFeed.Sink {

        private static final List<String> NAMES = new ArrayList<>();

        @Override
        public void begin(SampleFeed.Order order, Duration resolution) {
            NAMES.clear();
        }

        @Override
        public void slo(int number, SloName name) {
            NAMES.add(name.value());
            samples.put(name.value(), new TreeMap<>());
        }

        @Override
        public void sample(int slo, long start, long good, long total) {
            samples.get(NAMES.get(slo)).put(start, new EventCounts(good, total));
        }

        Map<Long, EventCounts> buckets(SloName slo) {
            return samples.getOrDefault(slo.value(), new TreeMap<>());
        }
    }

    /** Two days of three instances, and what each minute of them was like. */
    private static final class Happened {

        /** What can be known of it from the counters. */
        private final TreeMap<Long, EventCounts> counted = new TreeMap<>();

        /** What the gauges say. */
        private final TreeMap<Long, EventCounts> gauged = new TreeMap<>();

        private final Map<String, StringBuilder> families = new TreeMap<>();
        private int resets;

        Happened(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int instance = 0; instance < 3; instance++) {
                countInstance("chat-" + instance, random);
            }
            for (long end = START + 60; end <= END; end += 60) {
                // The third of every seven hours is missing.
                if ((end - START) / 3600 % 7 != 3) {
                    long total = random.nextInt(1000);
                    long good = total - Math.min(total, random.nextInt(5));
                    gauged.put(end - 60, new EventCounts(good, total));
                    line("sli_good gauge", "sli_good", end * 1000, good);
                    line("sli_total gauge", "sli_total", end * 1000, total);
                }
                line("late counter", "late_total", end * 1000, (end - START));
                if (end >= END - 3600) {
                    line("late_good counter", "late_good_total", end * 1000, end - END + 3600);
                }
            }
        }

        /** An instance that is sampled about every 15 seconds, restarts now and then, and is out of sight at times. */
        private void countInstance(String instance, SplittableRandom random) {
            long[] count = {random.nextInt(1_000_000), -1};
            boolean first = true;
            long phase = random.nextInt(15_000);
            for (long millis = START * 1000 - 60_000 + phase; millis <= END * 1000; millis += 15_000) {
                if (random.nextInt(400) == 0) {
                    // Out of sight for up to 20 minutes; what happens meanwhile is counted all the same.
                    millis += 15_000L * random.nextInt(80);
                }
                // Some samples are taken at the very end of a minute.
                long at = random.nextInt(10) == 0 ? Math.floorDiv(millis, 60_000) * 60_000 + 60_000 : millis;
                if (at > END * 1000) {
                    break;
                }
                long good = random.nextInt(50);
                long bad = random.nextInt(30) == 0 ? 1 + random.nextInt(3) : 0;
                boolean restarts = random.nextInt(800) == 0 && count[0] > good && count[1] > bad;
                if (restarts) {
                    count[0] = 0;
                    count[1] = 0;
                    resets += first ? 0 : 2;
                }
                count[0] += good;
                // Its first error makes the series of errors.
                count[1] = bad == 0 ? count[1] : Math.max(count[1], 0) + bad;
                String labels = "job=\"chat\",instance=\"" + instance + "\"";
                line("answers counter", "answers_total{ok=\"true\"," + labels + "}", at, count[0]);
                if (count[1] >= 0) {
                    line("answers counter", "answers_total{ok=\"false\"," + labels + "}", at, count[1]);
                }
                long bucket = Math.floorDiv(at - 1, 60_000) * 60;
                if (!first && bucket >= START) {
                    counted.merge(bucket, new EventCounts(good, good + bad), EventCounts::plus);
                }
                first = false;
                millis = Math.max(millis, at);
            }
        }

        private void line(String family, String series, long millis, long value) {
            families.computeIfAbsent(family, name -> new StringBuilder())
                    .append(series)
                    .append(' ')
                    .append(value)
                    .append(' ')
                    .append(BigDecimal.valueOf(millis, 3))
                    .append('\n');
        }

        void write(Writer out) throws IOException {
            for (Map.Entry<String, StringBuilder> family : families.entrySet()) {
                out.write("# TYPE " + family.getKey() + "\n");
                out.append(family.getValue());
            }
        }
    }
}
