package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
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

    private final RollingWindows windows = new RollingWindows(MINUTE, List.of(HOUR, FIVE), NOON);

    @Test
    void startEmptyAtABucketBoundary() {
        RollingWindows late = new RollingWindows(MINUTE, List.of(FIVE), NOON.plusSeconds(59));

        assertEquals(NOON, late.boundary());
        assertEquals(new Measurement.Unmeasured(new Coverage(0, 5)), late.over(FIVE));
    }

    @Test
    void holdTheBucketsThatStartWithinTheWindow() {
        for (int minute = 0; minute < 6; minute++) {
            windows.put(NOON.plus(Duration.ofMinutes(minute)), new EventCounts(minute, 10));
        }

        assertEquals(NOON.plus(Duration.ofMinutes(6)), windows.boundary());
        assertEquals(measured(1 + 2 + 3 + 4 + 5, 50, 5, 5), windows.over(FIVE));
        assertEquals(measured(15, 60, 6, 60), windows.over(HOUR));
    }

    @Test
    void aBucketStoredAgainIsReplaced() {
        windows.put(NOON, new EventCounts(1, 10));
        windows.put(NOON, new EventCounts(9, 10));

        assertEquals(measured(9, 10, 1, 5), windows.over(FIVE));
    }

    @Test
    void aLateBucketCountsWhereAWindowStillHoldsIt() {
        windows.advanceTo(NOON.plus(Duration.ofMinutes(60)));

        assertTrue(windows.put(NOON, new EventCounts(5, 10)));
        assertFalse(windows.put(NOON.minus(MINUTE), new EventCounts(5, 10)));

        assertEquals(measured(5, 10, 1, 60), windows.over(HOUR));
        assertEquals(new Measurement.Unmeasured(new Coverage(0, 5)), windows.over(FIVE));
    }

    @Test
    void aGapIsNoTrafficOnlyWhereSomebodySaidSo() {
        windows.put(NOON, EventCounts.NONE);

        assertEquals(new Measurement.NoTraffic(new Coverage(1, 5)), windows.over(FIVE));
    }

    @Test
    void theBoundaryNeverGoesBack() {
        windows.advanceTo(NOON.minus(Duration.ofDays(1)));

        assertEquals(NOON, windows.boundary());
    }

    @Test
    void onlyTheWindowsAskedForAreKept() {
        var refused = assertThrows(IllegalArgumentException.class, () -> windows.over(Window.ofDays(3)));

        assertEquals("window 3d is not kept; kept are [5m, 1h]", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new RollingWindows(MINUTE, List.of(), NOON));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60, 300})
    void agreeWithSumsTakenAfreshAtEveryStep(long resolutionSeconds) {
        int decisions = 0;
        for (long seed = 1; seed <= 12; seed++) {
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
        NavigableMap<Long, EventCounts> history = new TreeMap<>();
        long boundary = origin;
        int decisions = 0;
        for (int step = 0; step < 3_000; step++) {
            long start = boundary;
            switch (random.nextInt(20)) {
                case 0 -> start -= 1 + random.nextInt(60);
                case 1 -> start -= 1 + random.nextInt(5);
                case 2 -> start += random.nextInt(8);
                case 3 -> start += 45 + random.nextInt(20);
                case 4 -> {
                    boundary += random.nextInt(4);
                    windows.advanceTo(at(boundary, resolution).plusMillis(random.nextInt(1000)));
                    start = boundary - 1;
                }
                case 5 -> {
                    if (random.nextInt(10) == 0) {
                        boundary += 40 + random.nextInt(200);
                        windows.advanceTo(at(boundary, resolution));
                    }
                }
                case 6 -> windows.advanceTo(at(boundary - random.nextInt(100), resolution));
                default -> {
                    // The next bucket, on time.
                }
            }
            EventCounts counts = counts(random);
            boolean held = windows.put(at(start, resolution), counts);
            boundary = Math.max(boundary, start + 1);
            String when = "seed " + seed + ", resolution " + resolution + ", step " + step;
            assertEquals(start >= boundary - 50, held, when);
            if (held) {
                history.put(start, counts);
            }
            assertEquals(at(boundary, resolution), windows.boundary(), when);
            for (Window window : kept) {
                assertEquals(
                        afresh(history, boundary, window.buckets(resolution)),
                        windows.over(window),
                        () -> when + ", window " + window);
                decisions++;
            }
        }
        return decisions;
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
