package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.alert.ReleaseVerdict.CannotTell;
import dev.safeguard.domain.alert.ReleaseVerdict.Gap;
import dev.safeguard.domain.alert.ReleaseVerdict.Ship;
import dev.safeguard.domain.alert.ReleaseVerdict.Stop;
import dev.safeguard.domain.slo.BudgetPeriod;
import dev.safeguard.domain.slo.BudgetReading;
import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseVerdictTest {

    private static final int MONTH = 43_200;
    private static final int HALF = 21_600;
    private static final ReleaseTerms ANYTHING_LEFT = terms("0", "0.5");

    private static final Slo SLO = new Slo(
            new SloName("answers"),
            new ServiceName("chat"),
            "answers returned",
            Objective.of("0.99"),
            Slo.DEFAULT_PERIOD,
            Slo.DEFAULT_RESOLUTION);

    @Test
    void aBudgetThatIsKnownAndLeftShips() {
        assertEquals(new Ship(), verdict(9_999, 1_000_000, MONTH, Freshness.FRESH, ANYTHING_LEFT));
        assertEquals(new Ship(), verdict(9_999, 1_000_000, MONTH, Freshness.STALE, ANYTHING_LEFT));
    }

    @ParameterizedTest
    @CsvSource({"10000, 0", "9001, 0.1", "1, 1"})
    void whatIsGoneOrLessThanAskedForStops(long bad, String minLeft) {
        assertEquals(new Stop(), verdict(bad, 1_000_000, MONTH, Freshness.FRESH, terms(minLeft, "0.5")));
        assertEquals(new Ship(), verdict(bad - 1, 1_000_000, MONTH, Freshness.FRESH, terms(minLeft, "0.5")));
    }

    @Test
    void withoutDataOrTrafficNobodyCanTell() {
        assertEquals(new CannotTell(Gap.NO_DATA), verdict(0, 0, 0, Freshness.FRESH, ANYTHING_LEFT));
        assertEquals(new CannotTell(Gap.NO_TRAFFIC), verdict(0, 0, MONTH, Freshness.FRESH, ANYTHING_LEFT));
    }

    @Test
    void aBlindSourceIsNoLeaveToShip() {
        assertEquals(new CannotTell(Gap.BLIND), verdict(0, 1_000_000, MONTH, Freshness.BLIND, ANYTHING_LEFT));
    }

    @Test
    void tooFewBucketsAreNoLeaveToShip() {
        assertEquals(new Ship(), verdict(0, 1_000_000, HALF, Freshness.FRESH, ANYTHING_LEFT));
        assertEquals(
                new CannotTell(Gap.COVERAGE), verdict(0, 1_000_000, HALF - 1, Freshness.FRESH, ANYTHING_LEFT));
        assertEquals(new Ship(), verdict(0, 1_000_000, 1, Freshness.FRESH, terms("0", "0")));
    }

    @Test
    void aGapHidesErrorsButTakesNoneBackThatWereSeen() {
        assertEquals(new Stop(), verdict(30_000, 1_000_000, HALF - 1, Freshness.BLIND, ANYTHING_LEFT));
    }

    @Test
    void termsAreShares() {
        assertThrows(IllegalArgumentException.class, () -> terms("1.1", "0.5"));
        assertThrows(IllegalArgumentException.class, () -> terms("0.1", "-0.5"));
    }

    private static ReleaseVerdict verdict(
            long bad, long total, int buckets, Freshness freshness, ReleaseTerms terms) {
        Measurement measured = Measurement.of(new EventCounts(total - bad, total), new Coverage(buckets, MONTH));
        Window hour = Window.ofHours(1);
        return ReleaseVerdict.of(
                new BudgetReading(
                        SLO,
                        new BudgetPeriod.Rolling(SLO.period()),
                        Instant.parse("2026-03-02T12:00:00Z"),
                        measured,
                        hour,
                        Measurement.of(EventCounts.NONE, new Coverage(0, 60))),
                freshness,
                terms);
    }

    private static ReleaseTerms terms(String minLeft, String minCoverage) {
        return new ReleaseTerms(Ratio.of(minLeft), Ratio.of(minCoverage));
    }
}
