package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetReadingTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final int MONTH = 43_200;
    private static final Window SIX_HOURS = Window.ofHours(6);
    private static final BudgetPeriod ROLLING = new BudgetPeriod.Rolling(Slo.DEFAULT_PERIOD);
    private static final BudgetPeriod MARCH = new BudgetPeriod.Month(YearMonth.of(2026, 3), ZoneId.of("UTC"));
    private static final Measurement CALM = rate(0, 36_000);

    private static final Slo SLO = new Slo(
            new SloName("answers"),
            new ServiceName("chat"),
            "answers returned",
            Objective.of("0.99"),
            Slo.DEFAULT_PERIOD,
            Slo.DEFAULT_RESOLUTION);

    @Test
    void ofAMillionEventsTenThousandMayBeBad() {
        BudgetReading reading = rolling(2_500, 1_000_000, MONTH, CALM);

        assertEquals(Optional.of(Ratio.of("0.25")), reading.spent());
        assertEquals(Optional.of(Ratio.of("0.75")), reading.left());
        assertEquals(Ratio.of(10_000, 1), reading.badAllowed());
        assertEquals(7_500, reading.badLeft());
        assertEquals(Ratio.ONE, reading.coverage());
    }

    @Test
    void allowedEventsAreWholeAndTheRestOfOneIsNotEnough() {
        BudgetReading reading = rolling(0, 199, MONTH, CALM);

        assertEquals(Ratio.of("1.99"), reading.badAllowed());
        assertEquals(1, reading.wholeBadAllowed());
        assertEquals(1, reading.badLeft());
    }

    @Test
    void anOverspentBudgetHasLessThanNothingLeft() {
        BudgetReading reading = rolling(12_345, 1_000_000, MONTH, CALM);

        assertEquals(Optional.of(Ratio.of("-0.2345")), reading.left());
        assertEquals(-2_345, reading.badLeft());
        assertEquals(new Exhaustion.Gone(), reading.exhaustion());
    }

    @Test
    void aHistoryYoungerThanThePeriodIsProjectedOnItsTraffic() {
        // A day of a hundred events a minute: were the month like it, 43,200 of its events could be bad.
        BudgetReading reading = rolling(1_080, 144_000, 1_440, CALM);

        assertEquals(Ratio.of(43_200, 1), reading.badAllowed());
        assertEquals(Optional.of(Ratio.of("0.025")), reading.spent());
        assertEquals(Ratio.of(1, 30), reading.coverage());
    }

    @ParameterizedTest
    @CsvSource({
        // left, burn x 100 (bad of 36,000 events at 3.6 a hundredth) -> remaining x 30 d / burn
        "0, 3600, 2026-03-05T12:00:00Z", // all of it at 10x: 3 days
        "5000, 3600, 2026-03-04T00:00:00Z", // half of it at 10x: 36 hours
        "5000, 5400, 2026-03-03T12:00:00Z", // half of it at 15x: a day
        "9999, 2520, 2026-03-02T12:00:38Z", // a ten-thousandth at 7x: 37.03 seconds, so gone in the 38th
        "0, 360, 2026-04-01T12:00:00Z" // all of it at 1x: the whole period
    })
    void isGoneAfterWhatIsLeftTimesThePeriodByTheBurn(long bad, long badInWindow, Instant gone) {
        assertEquals(
                new Exhaustion.At(gone), rolling(bad, 1_000_000, MONTH, rate(badInWindow, 36_000)).exhaustion());
    }

    @Test
    void withoutErrorsItIsNeverGone() {
        assertEquals(new Exhaustion.Never(), rolling(9_999, 1_000_000, MONTH, CALM).exhaustion());
        assertEquals(Optional.of(BurnRate.ZERO), rolling(0, 1_000_000, MONTH, CALM).burn());
    }

    @Test
    void aRateThatNeedsLongerThanThePeriodNeverSpendsIt() {
        // Half of it left, at a burn of 0.5: exactly the period. One bad event fewer, and it is longer.
        assertEquals(
                new Exhaustion.At(NOON.plus(Slo.DEFAULT_PERIOD)),
                rolling(5_000, 1_000_000, MONTH, rate(180, 36_000)).exhaustion());
        assertEquals(
                new Exhaustion.Never(), rolling(5_000, 1_000_000, MONTH, rate(179, 36_000)).exhaustion());
    }

    @Test
    void nothingLeftIsGone() {
        assertEquals(new Exhaustion.Gone(), rolling(10_000, 1_000_000, MONTH, CALM).exhaustion());
    }

    @Test
    void silenceIsNoRate() {
        Measurement silent = Measurement.of(EventCounts.NONE, new Coverage(360, 360));
        Measurement missing = Measurement.of(EventCounts.NONE, new Coverage(0, 360));

        assertEquals(new Exhaustion.Unknown(), rolling(1, 1_000_000, MONTH, silent).exhaustion());
        assertEquals(new Exhaustion.Unknown(), rolling(1, 1_000_000, MONTH, missing).exhaustion());
        assertEquals(Optional.empty(), rolling(1, 1_000_000, MONTH, silent).burn());
        assertEquals(
                new Exhaustion.Gone(), rolling(10_001, 1_000_000, MONTH, silent).exhaustion(), "that much is known");
    }

    @Test
    void aPeriodWithoutTrafficSpendsNothingAndKnowsNoEnd() {
        BudgetReading reading = rolling(0, 0, MONTH, CALM);

        assertInstanceOf(Measurement.NoTraffic.class, reading.measured());
        assertEquals(Optional.of(Ratio.ONE), reading.left());
        assertEquals(0, reading.wholeBadAllowed());
        assertEquals(new Exhaustion.Unknown(), reading.exhaustion());
        assertTrue(reading.leaves(Ratio.ONE));
    }

    @Test
    void whatIsNotMeasuredHasNoBudgetAtAll() {
        BudgetReading reading = rolling(0, 0, 0, CALM);

        assertEquals(Optional.empty(), reading.spent());
        assertEquals(Optional.empty(), reading.left());
        assertEquals(0, reading.badLeft());
        assertEquals(Ratio.ZERO, reading.coverage());
        assertEquals(new Exhaustion.Unknown(), reading.exhaustion());
        assertFalse(reading.leaves(Ratio.ZERO));
    }

    @Test
    void aMonthIsSpentByTheTrafficOfTheWholeMonth() {
        // 36 of 744 hours at 100 events a minute: 4,464,000 in the month, of which 44,640 may be bad.
        BudgetReading reading = month(NOON, 1_116, 216_000, 2_160, CALM);

        assertEquals(Ratio.of(44_640, 1), reading.badAllowed());
        assertEquals(Optional.of(Ratio.of("0.025")), reading.spent());
        assertEquals(Ratio.ONE, reading.coverage(), "of what has passed, all is known");
        assertEquals(2_160, reading.bucketsSoFar());
        assertEquals(Instant.parse("2026-04-01T00:00:00Z"), reading.until());
    }

    @Test
    void theForecastOfAMonthGoesOnAtThePresentRate() {
        // Spent 2.5 %, and 708 of 744 hours to go at half of what is allowed.
        BudgetReading reading = month(NOON, 1_116, 216_000, 2_160, rate(180, 36_000));

        assertEquals(
                Optional.of(Ratio.of("0.025").plus(Ratio.of(1, 2).times(Ratio.of(708, 744)))), reading.forecast());
        assertEquals(new Exhaustion.Never(), reading.exhaustion(), "not in this month");
        assertEquals(Optional.empty(), rolling(1, 1_000, MONTH, CALM).forecast());
    }

    @Test
    void aMonthIsGoneByItsOwnLength() {
        // Nothing spent of 744 hours, at 31x: gone after 24 of them.
        BudgetReading reading = month(NOON, 0, 216_000, 2_160, rate(11_160, 36_000));

        assertEquals(new Exhaustion.At(NOON.plus(Duration.ofDays(1))), reading.exhaustion());
    }

    @Test
    void aMonthThatIsOverIsWhatItWas() {
        Instant end = Instant.parse("2026-04-01T00:00:00Z");
        BudgetReading reading = month(end, 11_160, 4_464_000, 44_640, rate(18_000, 36_000));

        assertEquals(Optional.of(Ratio.of("0.25")), reading.spent());
        assertEquals(reading.spent(), reading.forecast());
        assertEquals(new Exhaustion.Never(), reading.exhaustion());
    }

    @Test
    void aMonthThatHasJustBegunIsNotMeasured() {
        Instant begin = Instant.parse("2026-03-01T00:00:00Z");
        BudgetReading reading = month(begin, 0, 0, 0, CALM);

        assertEquals(Optional.empty(), reading.spent());
        assertEquals(Optional.empty(), reading.forecast());
        assertEquals(0, reading.bucketsSoFar());
        assertEquals(Ratio.ZERO, reading.coverage());
    }

    @Test
    void aMonthIsNotReadFromOutside() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> month(Instant.parse("2026-04-01T00:01:00Z"), 0, 0, 0, CALM));

        assertEquals(
                "a budget is read within its period, from 2026-03-01T00:00:00Z to 2026-04-01T00:00:00Z, was"
                        + " 2026-04-01T00:01:00Z",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0.75, true", "0.7500001, false", "0, true", "1, false"})
    void aShareIsLeftWhenSoMuchIsLeftAtLeast(String share, boolean left) {
        assertEquals(left, rolling(2_500, 1_000_000, MONTH, CALM).leaves(Ratio.of(share)));
    }

    @Test
    void exactlyNothingIsNotSomethingLeft() {
        assertFalse(rolling(10_000, 1_000_000, MONTH, CALM).leaves(Ratio.ZERO));
        assertTrue(rolling(9_999, 1_000_000, MONTH, CALM).leaves(Ratio.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        // 13,000 bad of 10,000 allowed: 2,000, 1,000, 4,000 and 6,000 of them, oldest first
        "0, 2026-03-11T00:01:00Z", // below 10,000 only without the first three: exactly 10,000 is gone
        "0.4, 2026-03-11T00:01:00Z", // 6,000 are exactly what leaves 40 %
        "0.41, 2026-03-16T00:01:00Z",
        "1, 2026-03-16T00:01:00Z"
    })
    void isBackWhenEnoughBadEventsHaveLeftThePeriod(String share, Instant back) {
        List<Sample> buckets = List.of(
                bucket("2026-01-31T12:00:00Z", 2_000),
                bucket("2026-01-31T12:01:00Z", 1_000),
                bucket("2026-01-31T12:02:00Z", 0),
                bucket("2026-02-09T00:00:00Z", 4_000),
                bucket("2026-02-14T00:00:00Z", 6_000));

        assertEquals(back, rolling(13_000, 1_000_000, MONTH, CALM).backAt(buckets, Ratio.of(share)));
    }

    @Test
    void theBucketThatIsLastCountedAtABoundaryIsMissedAtTheNext() {
        Sample oldest = bucket("2026-01-31T12:00:00Z", 10_000);
        Instant back = rolling(10_000, 1_000_000, MONTH, CALM).backAt(List.of(oldest), Ratio.ZERO);

        assertEquals(NOON.plusSeconds(60), back);
        assertEquals(oldest.start(), ROLLING.from(NOON), "it is still counted at noon");
        assertTrue(oldest.start().isBefore(ROLLING.from(back)));
    }

    @Test
    void whatIsLeftIsBackAlready() {
        assertEquals(NOON, rolling(2_500, 1_000_000, MONTH, CALM).backAt(List.of(), Ratio.of("0.75")));
    }

    @Test
    void onlyARollingPeriodGivesBack() {
        assertThrows(
                IllegalStateException.class,
                () -> month(NOON, 50_000, 216_000, 2_160, CALM).backAt(List.of(), Ratio.ZERO));
        assertThrows(IllegalStateException.class, () -> rolling(0, 0, 0, CALM).backAt(List.of(), Ratio.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> rolling(20_000, 1_000_000, MONTH, CALM).backAt(List.of(), Ratio.ZERO));
    }

    @Test
    void theFiguresCarryTheWindowAndTheEvents() {
        assertEquals(
                "{slo=Text[value=answers], period=Text[value=30d], asOf=Text[value=2026-03-02T12:00:00Z],"
                        + " budgetLeft=Decimal[value=0.7500], bad=Count[value=2500], badAllowed=Count[value=10000],"
                        + " total=Count[value=1000000], coverage=Decimal[value=1.0000], window=Span[value=PT6H],"
                        + " burn=Decimal[value=1.00], badWindow=Count[value=360], totalWindow=Count[value=36000]}",
                rolling(2_500, 1_000_000, MONTH, rate(360, 36_000)).figures().values().toString());
        assertFalse(rolling(0, 0, 0, CALM).figures().values().containsKey("budgetLeft"));
    }

    private static BudgetReading rolling(long bad, long total, int buckets, Measurement rate) {
        return reading(ROLLING, NOON, bad, total, buckets, rate);
    }

    private static BudgetReading month(Instant asOf, long bad, long total, int buckets, Measurement rate) {
        return reading(MARCH, asOf, bad, total, buckets, rate);
    }

    private static BudgetReading reading(
            BudgetPeriod period, Instant asOf, long bad, long total, int buckets, Measurement rate) {
        Measurement measured = Measurement.of(
                new EventCounts(total - bad, total),
                new Coverage(buckets, period.buckets(asOf, Slo.DEFAULT_RESOLUTION)));
        return new BudgetReading(SLO, period, asOf, measured, SIX_HOURS, rate);
    }

    private static Measurement rate(long bad, long total) {
        return Measurement.of(new EventCounts(total - bad, total), new Coverage(360, 360));
    }

    private static Sample bucket(String start, long bad) {
        return new Sample(SLO.name(), Instant.parse(start), new EventCounts(20_000 - bad, 20_000));
    }
}
