package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Measurements;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurnTierTest {

    private static final Objective OBJECTIVE = Objective.of("0.999");
    private static final BurnTier FAST = fast(10, 0);

    @ParameterizedTest
    @CsvSource({
        // At 99.9 %, 14.4 times the budget is 144 bad events in 10,000.
        "145, 145, true",
        "145, 144, false",
        "144, 145, false",
        "144, 144, false",
        "10000, 0, false",
        "0, 10000, false",
        "10000, 10000, true"
    })
    void fastBurnPagesOnlyWhileBothWindowsBurn(long badLong, long badShort, boolean fires) {
        TierReading reading = FAST.read(windows(measured(badLong, 10_000), measured(badShort, 10_000)), OBJECTIVE);

        assertEquals(fires, reading.firing());
    }

    @Test
    void exactlyTheFactorDoesNotFire() {
        TierReading at = FAST.read(windows(measured(144, 10_000), measured(144, 10_000)), OBJECTIVE);

        assertEquals(new BurnRate(Ratio.of("14.4")), at.burnLong());
        assertFalse(at.longExceeded());
        assertFalse(at.shortExceeded());
    }

    @Test
    void aFactorThatIsNoDecimalIsComparedExactly() {
        BurnTier ticket =
                new BurnTier("sev3", Severity.SEV3, Ratio.of(14, 15), Window.ofHours(1), Window.ofMinutes(5), 1, 0);

        assertFalse(ticket.read(windows(measured(14, 15_000), measured(14, 15_000)), OBJECTIVE)
                .firing());
        assertTrue(ticket.read(windows(measured(15, 15_000), measured(15, 15_000)), OBJECTIVE)
                .firing());
        assertTrue(ticket.read(windows(measured(14, 14_999), measured(14, 14_999)), OBJECTIVE)
                .firing());
    }

    @ParameterizedTest
    @CsvSource({
        "9,  9,    10, 0,    false",
        "10, 10,   10, 0,    true",
        "0,  1000, 0,  0,    false",
        "1,  1,    0,  0,    true",
        "50, 99,   10, 100,  false",
        "50, 100,  10, 100,  true"
    })
    void fewEventsInTheLongWindowDoNotFire(long bad, long total, long minBad, long minTotal, boolean fires) {
        TierReading reading =
                fast(minBad, minTotal).read(windows(measured(bad, total), measured(bad, total)), OBJECTIVE);

        assertEquals(fires, reading.firing());
    }

    @Test
    void theFewestEventsAreCountedInTheLongWindowAlone() {
        TierReading reading = FAST.read(windows(measured(10, 100), measured(1, 10)), OBJECTIVE);

        assertTrue(reading.firing());
    }

    @Test
    void aWindowWithoutEventsNeverBurns() {
        Measurement burning = measured(10_000, 10_000);
        Measurement silent = new Measurement.NoTraffic(new Coverage(5, 5));
        Measurement missing = new Measurement.Unmeasured(new Coverage(0, 5));
        BurnTier eager = fast(0, 0);

        for (Measurement nothing : new Measurement[] {silent, missing}) {
            TierReading quietNow = eager.read(windows(burning, nothing), OBJECTIVE);
            assertFalse(quietNow.firing());
            assertEquals(BurnRate.ZERO, quietNow.burnShort());
            assertFalse(eager.read(windows(nothing, burning), OBJECTIVE).firing());
            assertFalse(eager.read(windows(nothing, nothing), OBJECTIVE).firing());
        }
    }

    @Test
    void aReadingSaysWhatItSaw() {
        Slo slo = new Slo(
                new SloName("chat-answers"),
                new ServiceName("chat"),
                "answers",
                Objective.of("0.99"),
                Duration.ofDays(30),
                Duration.ofMinutes(1));
        TierReading reading = FAST.read(windows(measured(9_000, 60_000), measured(2_500, 5_000)), slo.objective());

        assertEquals("burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x", reading.sentence());
        assertEquals(Ratio.of(15, 720), reading.budgetSpent(slo));
        Figures figures = reading.figures(slo);
        assertEquals(Optional.of("sev1"), figures.text("tier"));
        assertEquals(Optional.of(new BigDecimal("15.00")), figures.decimal("burnLong"));
        assertEquals(Optional.of(new BigDecimal("50.00")), figures.decimal("burnShort"));
        assertEquals(Optional.of(new BigDecimal("14.4")), figures.decimal("factor"));
        assertEquals(Optional.of(new BigDecimal("0.0208")), figures.decimal("budgetSpent"));
        assertEquals(Optional.of(9_000L), figures.count("badLong"));
        assertEquals(Optional.of(60_000L), figures.count("totalLong"));
        assertEquals(
                new Figures.Figure.Span(Duration.ofHours(1)), figures.values().get("long"));
        assertEquals(
                new Figures.Figure.Span(Duration.ofMinutes(5)), figures.values().get("short"));
    }

    @Test
    void aReadingBelowTheFactorSaysSo() {
        TierReading reading = FAST.read(windows(measured(144, 10_000), measured(0, 1_000)), OBJECTIVE);

        assertEquals("burn 1h 14.4x <= 14.4x, 5m 0.0x <= 14.4x", reading.sentence());
    }

    @Test
    void tiersThatCannotBeMeantAreRefused() {
        assertRefused("a tier needs a name", " ", "1", 60, 5, 0, 0);
        assertRefused("the factor of tier a must be above 0, was 0", "a", "0", 60, 5, 0, 0);
        assertRefused("the short window of tier a must be shorter than the long (5m), was 5m", "a", "1", 5, 5, 0, 0);
        assertRefused("minBad and minTotal of tier a must not be negative", "a", "1", 60, 5, -1, 0);
        assertRefused("minBad and minTotal of tier a must not be negative", "a", "1", 60, 5, 0, -1);
    }

    private static void assertRefused(
            String message, String name, String factor, long longer, long shorter, long minBad, long minTotal) {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> new BurnTier(
                        name,
                        Severity.SEV1,
                        Ratio.of(factor),
                        Window.ofMinutes(longer),
                        Window.ofMinutes(shorter),
                        minBad,
                        minTotal));
        assertEquals(message, refused.getMessage());
    }

    private static BurnTier fast(long minBad, long minTotal) {
        return new BurnTier(
                "sev1", Severity.SEV1, Ratio.of("14.4"), Window.ofHours(1), Window.ofMinutes(5), minBad, minTotal);
    }

    private static Measurements windows(Measurement longer, Measurement shorter) {
        return window -> window.equals(Window.ofHours(1)) ? longer : shorter;
    }

    private static Measurement measured(long bad, long total) {
        return new Measurement.Measured(new EventCounts(total - bad, total), new Coverage(5, 5));
    }
}
