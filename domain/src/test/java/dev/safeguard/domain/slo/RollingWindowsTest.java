package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingWindowsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Window FIVE = Window.ofMinutes(5);
    private static final Window HOUR = Window.ofHours(1);

    private final RollingWindows windows = windows(NOON);

    @Test
    void startEmptyAtABucketBoundary() {
        RollingWindows late = windows(NOON.plusSeconds(59));

        assertEquals(NOON, late.boundary());
        assertEquals(new Measurement.Unmeasured(new Coverage(0, 5)), late.of(0).over(FIVE));
    }

    @Test
    void holdTheBucketsThatStartWithinTheWindow() {
        for (int minute = 0; minute < 6; minute++) {
            put(minute, minute, 10);
            windows.close();
        }

        assertEquals(NOON.plus(Duration.ofMinutes(6)), windows.boundary());
        assertEquals(measured(1 + 2 + 3 + 4 + 5, 50, 5, 5), over(FIVE));
        assertEquals(measured(15, 60, 6, 60), over(HOUR));
    }

    @Test
    void aBucketCountsOnceItIsClosed() {
        put(0, 1, 10);
        assertEquals(new Measurement.Unmeasured(new Coverage(0, 5)), over(FIVE));

        windows.close();
        assertEquals(measured(1, 10, 1, 5), over(FIVE));
    }

    @Test
    void aBucketPutInAgainIsReplacedBeforeItIsClosedAndAfter() {
        put(0, 1, 10);
        put(0, 2, 10);
        windows.close();
        assertEquals(measured(2, 10, 1, 5), over(FIVE));

        put(0, 9, 11);
        assertEquals(measured(9, 11, 1, 5), over(FIVE));
    }

    @Test
    void aLateBucketCountsWhereAWindowStillHoldsIt() {
        windows.closeUntil(NOON.plus(Duration.ofMinutes(60)));

        assertTrue(put(0, 5, 10));
        assertFalse(put(-1, 5, 10));

        assertEquals(measured(5, 10, 1, 60), over(HOUR));
        assertEquals(new Measurement.Unmeasured(new Coverage(0, 5)), over(FIVE));
    }

    @Test
    void aBucketOfTheFutureIsRefused() {
        var refused = assertThrows(IllegalArgumentException.class, () -> put(1, 5, 10));

        assertEquals(
                "the bucket at 2026-03-01T12:01:00Z comes after one that is not closed yet, the one at"
                        + " 2026-03-01T12:00:00Z",
                refused.getMessage());
    }

    @Test
    void aGapIsNoTrafficOnlyWhereSomebodySaidSo() {
        put(0, 0, 0);
        windows.close();

        assertEquals(new Measurement.NoTraffic(new Coverage(1, 5)), over(FIVE));
    }

    @Test
    void theBoundaryNeverGoesBackAndFarAheadIsNoFurtherThanNear() {
        windows.closeUntil(NOON.minus(Duration.ofDays(1)));
        assertEquals(NOON, windows.boundary());

        put(0, 5, 10);
        windows.closeUntil(Instant.parse("9999-12-31T23:59:00Z"));
        assertEquals(Instant.parse("9999-12-31T23:59:00Z"), windows.boundary());
        assertEquals(new Measurement.Unmeasured(new Coverage(0, 60)), over(HOUR));
    }

    @Test
    void anSloThatComesLaterBeginsWithoutABucket() {
        put(0, 5, 10);
        windows.close();

        int second = windows.add();
        assertEquals(new Measurement.Unmeasured(new Coverage(0, 5)), windows.of(second).over(FIVE));
        windows.put(second, NOON.plusSeconds(60).getEpochSecond(), 7, 8);
        windows.close();

        assertEquals(measured(7, 8, 1, 5), windows.of(second).over(FIVE));
        assertEquals(measured(5, 10, 1, 5), over(FIVE));
    }

    @Test
    void whatCouldOverflowASumIsRefused() {
        assertTrue(put(0, 0, Sample.MAX_TOTAL));
        assertThrows(ArithmeticException.class, () -> put(0, 0, Long.MAX_VALUE / 60));

        long most = Long.MAX_VALUE / 61;
        assertTrue(put(0, 0, most));
        assertThrows(ArithmeticException.class, () -> put(0, 0, most + 1));
    }

    @Test
    void onlyTheWindowsAskedForAreKept() {
        var refused = assertThrows(IllegalArgumentException.class, () -> over(Window.ofDays(3)));

        assertEquals("window 3d is not kept; kept are [5m, 1h]", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new RollingWindows(MINUTE, List.of(), NOON));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60, 300})
    void agreeWithSumsTakenAfreshAtEveryStep(long resolutionSeconds) {
        int decisions = 0;
        for (long seed = 1; seed <= 4; seed++) {
            decisions += compareWithSumsTakenAfresh(seed, Duration.ofSeconds(resolutionSeconds));
        }
        assertTrue(decisions > 100_000, "only " + decisions + " windows were compared");
    }

    private static int compareWithSumsTakenAfresh(long seed, Duration resolution) {
        Random random = new Random(seed);
        List<Window> kept = List.of(
                buckets(resolution, 1),
                buckets(resolution, 2 + random.nextInt(10)),
                buckets(resolution, 12 + random.nextInt(30)),
                buckets(resolution, 50));
        long origin = random.nextInt(2_000_000) - 1_000_000L;
        RollingWindows windows = new RollingWindows(resolution, kept, at(origin, resolution));
        List<NavigableMap<Long, EventCounts>> histories = new ArrayList<>();
        long boundary = origin;
        int decisions = 0;
        for (int step = 0; step < 3_000; step++) {
            if (histories.isEmpty() || (histories.size() < 5 && random.nextInt(300) == 0)) {
                windows.add();
                histories.add(new TreeMap<>());
            }
            int slo = random.nextInt(histories.size());
            long start = boundary;
            switch (random.nextInt(12)) {
                case 0 -> start -= 1 + random.nextInt(60);
                case 1 -> start -= 1 + random.nextInt(5);
                case 2 -> {
                    boundary += 1 + random.nextInt(random.nextInt(20) == 0 ? 200 : 4);
                    windows.closeUntil(at(boundary, resolution).plusMillis(random.nextInt(1000)));
                }
                case 3, 4, 5, 6 -> {
                    windows.close();
                    boundary++;
                }
                case 7 -> windows.closeUntil(at(boundary - random.nextInt(100), resolution));
                default -> {
                    // The next bucket, on time.
                }
            }
            EventCounts counts = counts(random);
            long seconds = at(start, resolution).getEpochSecond() + random.nextLong(resolution.toSeconds());
            boolean held = windows.put(slo, seconds, counts.good(), counts.total());
            String when = "seed " + seed + ", resolution " + resolution + ", step " + step;
            assertEquals(start >= boundary - 50, held, when);
            if (held) {
                histories.get(slo).put(start, counts);
            }
            assertEquals(at(boundary, resolution), windows.boundary(), when);
            for (int each = 0; each < histories.size(); each++) {
                for (Window window : kept) {
                    assertEquals(
                            afresh(histories.get(each), boundary, window.buckets(resolution)),
                            windows.of(each).over(window),
                            () -> when + ", window " + window);
                    decisions++;
                }
            }
        }
        return decisions;
    }

    /** The counts grow, so that sums outgrow 31 bits, first those of the longest window; in the end buckets do, too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 150})
    void aRowPutInAtOnceIsTheSameAsEachBucketPutInAlone(int slos) {
        Random random = new Random(12);
        RollingWindows alone = windows(NOON);
        List<NavigableMap<Long, EventCounts>> histories = new ArrayList<>();
        for (int slo = 0; slo < slos; slo++) {
            if (slo > 0) {
                alone.add();
                windows.add();
            }
            histories.add(new TreeMap<>());
        }
        int[] bad = new int[slos + 3];
        int[] total = new int[slos + 3];
        for (int minute = 0; minute < 400; minute++) {
            long start = NOON.getEpochSecond() + 60L * minute;
            int from = random.nextInt(4);
            int most = 1_000 << Math.min(minute / 15, 20);
            for (int slo = 0; slo < slos; slo++) {
                boolean known = random.nextInt(9) > 0;
                total[from + slo] = known ? most - random.nextInt(3) : RollingWindows.UNKNOWN;
                bad[from + slo] = known ? random.nextInt(900) : 0;
                if (known) {
                    EventCounts counts = new EventCounts(total[from + slo] - bad[from + slo], total[from + slo]);
                    alone.put(slo, start, counts.good(), counts.total());
                    histories.get(slo).put(start / 60, counts);
                }
            }
            windows.put(0, start, 17, 18);
            windows.putAll(bad, total, from);
            if (minute > 300 && random.nextInt(30) == 0) {
                EventCounts counts = new EventCounts(1L << 40, (1L << 40) + 7);
                alone.put(slos - 1, start, counts.good(), counts.total());
                windows.put(slos - 1, start, counts.good(), counts.total());
                histories.get(slos - 1).put(start / 60, counts);
            }
            alone.close();
            windows.close();
            for (int slo = 0; slo < slos; slo++) {
                for (Window window : List.of(FIVE, HOUR)) {
                    Measurement expected = afresh(histories.get(slo), start / 60 + 1, window.buckets(MINUTE));
                    assertEquals(expected, windows.of(slo).over(window));
                    assertEquals(expected, alone.of(slo).over(window));
                }
            }
        }
    }

    private static RollingWindows windows(Instant boundary) {
        RollingWindows windows = new RollingWindows(MINUTE, List.of(HOUR, FIVE), boundary);
        windows.add();
        return windows;
    }

    private boolean put(int minute, long good, long total) {
        return windows.put(0, NOON.getEpochSecond() + 60L * minute, good, total);
    }

    private Measurement over(Window window) {
        return windows.of(0).over(window);
    }

    private static Measurement afresh(NavigableMap<Long, EventCounts> history, long boundary, int length) {
        var held = history.subMap(boundary - length, true, boundary, false).values();
        EventCounts sum = held.stream().reduce(EventCounts.NONE, EventCounts::plus);
        return Measurement.of(sum, new Coverage(held.size(), length));
    }

    private static EventCounts counts(Random random) {
        if (random.nextInt(5) == 0) {
            return EventCounts.NONE;
        }
        long total = random.nextInt(3) == 0 ? Sample.MAX_TOTAL : random.nextInt(2_000);
        return new EventCounts(random.nextLong(total + 1), total);
    }

    private static Window buckets(Duration resolution, int buckets) {
        return new Window(resolution.multipliedBy(buckets));
    }

    private static Instant at(long index, Duration resolution) {
        return Instant.ofEpochSecond(index * resolution.toSeconds());
    }

    private static Measurement measured(long good, long total, int present, int expected) {
        return new Measurement.Measured(new EventCounts(good, total), new Coverage(present, expected));
    }
}
