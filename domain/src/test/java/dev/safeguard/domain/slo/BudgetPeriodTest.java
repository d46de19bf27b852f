package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetPeriodTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void aRollingPeriodEndsWhereItIsLookedAtFrom() {
        BudgetPeriod thirtyDays = new BudgetPeriod.Rolling(Duration.ofDays(30));

        assertEquals(Instant.parse("2026-01-31T12:00:00Z"), thirtyDays.from(NOON));
        assertEquals(NOON, thirtyDays.until(NOON));
        assertEquals(43_200, thirtyDays.buckets(NOON, MINUTE));
        assertEquals(43_200, thirtyDays.bucketsSoFar(NOON, MINUTE));
        assertEquals(Duration.ofDays(30), thirtyDays.left(NOON), "what is counted now is gone after it");
        assertEquals("30d", thirtyDays.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03, UTC, 2026-03-01T00:00:00Z, 744",
        "2026-04, UTC, 2026-04-01T00:00:00Z, 720",
        "2026-02, UTC, 2026-02-01T00:00:00Z, 672",
        "2028-02, UTC, 2028-02-01T00:00:00Z, 696",
        "2100-02, UTC, 2100-02-01T00:00:00Z, 672",
        "2026-12, UTC, 2026-12-01T00:00:00Z, 744",
        "2026-03, Europe/Madrid, 2026-02-28T23:00:00Z, 743",
        "2026-10, Europe/Madrid, 2026-09-30T22:00:00Z, 745",
        "2026-03, America/New_York, 2026-03-01T05:00:00Z, 743",
        "2026-04, Pacific/Chatham, 2026-03-31T10:15:00Z, 721"
    })
    void aMonthIsAsLongAsTheCalendarOfItsZoneHasIt(YearMonth name, ZoneId zone, Instant from, int hours) {
        BudgetPeriod month = new BudgetPeriod.Month(name, zone);

        assertEquals(from, month.from(NOON));
        assertEquals(Duration.ofHours(hours), month.length(NOON));
        assertEquals(60 * hours, month.buckets(NOON, MINUTE));
    }

    @Test
    void aMonthWhoseMidnightIsSkippedBeginsAtItsFirstValidInstant() {
        // Damascus put its clocks forward at the midnight with which April 2011 began.
        BudgetPeriod april = new BudgetPeriod.Month(YearMonth.of(2011, 4), ZoneId.of("Asia/Damascus"));

        assertEquals(Instant.parse("2011-03-31T22:00:00Z"), april.from(NOON));
        assertEquals(Duration.ofHours(30 * 24 - 1), april.length(NOON));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-28T23:30:00Z, UTC, 2026-02",
        "2026-02-28T23:30:00Z, Europe/Madrid, 2026-03",
        "2026-03-01T03:00:00Z, America/New_York, 2026-02"
    })
    void whichMonthItIsDependsOnTheZone(Instant at, ZoneId zone, YearMonth month) {
        assertEquals(new BudgetPeriod.Month(month, zone), BudgetPeriod.Month.of(at, zone));
    }

    @Test
    void aBucketBelongsToTheMonthInWhichItStarts() {
        // Midnight in Chatham is 10:15 UTC in summer: hours start before and after it, never with it.
        BudgetPeriod april = new BudgetPeriod.Month(YearMonth.of(2026, 4), ZoneId.of("Pacific/Chatham"));

        assertEquals(721, april.buckets(NOON, Duration.ofHours(1)));
        assertEquals(0, april.bucketsSoFar(Instant.parse("2026-03-31T11:00:00Z"), Duration.ofHours(1)));
        assertEquals(1, april.bucketsSoFar(Instant.parse("2026-03-31T12:00:00Z"), Duration.ofHours(1)));
    }

    @Test
    void aMonthHasBucketsAndTimeLeftUntilItIsOver() {
        BudgetPeriod march = new BudgetPeriod.Month(YearMonth.of(2026, 3), ZoneId.of("UTC"));

        assertEquals(36 * 60, march.bucketsSoFar(NOON, MINUTE));
        assertEquals(Duration.ofHours(744 - 36), march.left(NOON));
        assertEquals(744 * 60, march.bucketsSoFar(Instant.parse("2026-07-01T00:00:00Z"), MINUTE));
        assertEquals(Duration.ZERO, march.left(Instant.parse("2026-07-01T00:00:00Z")));
        assertEquals(0, march.bucketsSoFar(Instant.parse("2026-02-01T00:00:00Z"), MINUTE));
        assertEquals("2026-03 (UTC)", march.toString());
    }
}
