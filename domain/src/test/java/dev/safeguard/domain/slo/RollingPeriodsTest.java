package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RollingPeriodsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final long MONDAY = Instant.parse("2026-03-02T00:00:00Z").getEpochSecond();
    private static final int EXPECTED = 7 * 24 * 60;

    @Test
    void holdEverythingOfAHistoryYoungerThanThePeriod() {
        RollingPeriods periods = new RollingPeriods(WEEK, MINUTE);
        periods.add(0, MONDAY + 60, new EventCounts(9, 10));
        periods.add(0, MONDAY + 600, new EventCounts(5, 10));

        assertEquals(measured(14, 20, 2), periods.of(0));
    }

    @Test
    void forgetWhatBeganBeforeTheFirstWholeHourOfThePeriod() {
        RollingPeriods periods = new RollingPeriods(WEEK, MINUTE);
        periods.add(0, MONDAY + 59 * 60, new EventCounts(0, 10));
        periods.add(0, MONDAY + 60 * 60, new EventCounts(4, 10));
        periods.add(0, MONDAY + WEEK.toSeconds() - 60, new EventCounts(10, 10));
        assertEquals(measured(14, 30, 3), periods.of(0));

        // One minute later, the period's first whole hour is the one at 01:00.
        periods.add(0, MONDAY + WEEK.toSeconds(), new EventCounts(10, 10));
        assertEquals(measured(24, 30, 3), periods.of(0));
    }

    @Test
    void knowNothingOfAnSloThatNobodyMentioned() {
        RollingPeriods periods = new RollingPeriods(WEEK, MINUTE);

        assertEquals(new Measurement.Unmeasured(new Coverage(0, EXPECTED)), periods.of(3));
        assertEquals(new Measurement.Unmeasured(new Coverage(0, EXPECTED)), periods.worstOf(3));
    }

    @Test
    void lateBucketsCountWhereTheyBelong() {
        RollingPeriods periods = new RollingPeriods(WEEK, MINUTE);
        periods.add(0, MONDAY, new EventCounts(1, 1));
        periods.add(0, MONDAY + 5 * 3600, new EventCounts(1, 1));
        periods.add(0, MONDAY + 60, new EventCounts(0, 7));
        assertEquals(measured(2, 9, 3), periods.of(0));

        periods.skipTo(Instant.ofEpochSecond(MONDAY + WEEK.toSeconds() + 3600), 1);
        assertEquals(measured(1, 1, 1), periods.of(0));

        // One that comes when its time is no longer in the period, and one that is.
        periods.add(0, MONDAY + 120, new EventCounts(3, 4));
        assertEquals(measured(1, 1, 1), periods.of(0));
        periods.add(0, MONDAY + 6 * 3600, new EventCounts(5, 6));
        assertEquals(measured(6, 7, 2), periods.of(0));
        assertEquals(new EventCounts(10, 19), periods.everything(0));
        assertEquals(5, periods.buckets(0));
    }

    @Test
    void agreeWithSumsTakenAfreshAtWholeHoursAndFindTheWorst() {
        for (long seed = 1; seed <= 3; seed++) {
            compareWithSumsTakenAfresh(seed);
        }
    }

    private static void compareWithSumsTakenAfresh(long seed) {
        Random random = new Random(seed);
        Duration resolution = Duration.ofMinutes(10);
        RollingWindows windows =
                new RollingWindows(resolution, List.of(Window.ofHours(1)), Instant.ofEpochSecond(MONDAY));
        RollingPeriods periods = new RollingPeriods(WEEK, resolution);
        List<NavigableMap<Long, EventCounts>> histories = new ArrayList<>();
        List<Double> worst = new ArrayList<>();
        long boundary = MONDAY;
        for (int step = 0; step < 3_000; step++) {
            if (step % 400 == 0) {
                windows.add();
                histories.add(new TreeMap<>());
                worst.add(0.0);
            }
            for (int slo = 0; slo < histories.size(); slo++) {
                if (random.nextInt(4) > 0) {
                    long total = random.nextInt(1_000);
                    long bad = step / 300 % 3 == slo % 3 ? random.nextLong(total + 1) : 0;
                    windows.put(slo, boundary, total - bad, total);
                    histories.get(slo).put(boundary, new EventCounts(total - bad, total));
                }
            }
            windows.close();
            boundary += resolution.toSeconds();
            periods.take(windows);
            for (int slo = 0; slo < histories.size(); slo++) {
                if (boundary % 3600 == 0) {
                    Measurement exact = afresh(histories.get(slo), boundary);
                    assertEquals(exact, periods.of(slo), "seed " + seed + ", step " + step);
                    worst.set(slo, Math.max(worst.get(slo), weight(exact)));
                }
            }
        }
        for (int slo = 0; slo < histories.size(); slo++) {
            double found = weight(periods.worstOf(slo));
            assertTrue(found >= worst.get(slo) && found <= worst.get(slo) * 1.01, worst.get(slo) + ", " + found);
        }
    }

    private static double weight(Measurement period) {
        EventCounts counts = period.counts();
        return counts.isEmpty() ? 0 : (double) counts.bad() * period.coverage().present() / counts.total();
    }

    private static Measurement afresh(NavigableMap<Long, EventCounts> history, long boundary) {
        var held = history.subMap(boundary - WEEK.toSeconds(), true, boundary, false)
                .values();
        EventCounts sum = held.stream().reduce(EventCounts.NONE, EventCounts::plus);
        return Measurement.of(sum, new Coverage(held.size(), 7 * 24 * 6));
    }

    private static Measurement measured(long good, long total, int present) {
        return new Measurement.Measured(new EventCounts(good, total), new Coverage(present, EXPECTED));
    }
}
