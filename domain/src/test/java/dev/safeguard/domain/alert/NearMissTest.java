package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearMissTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Objective OBJECTIVE = Objective.of("0.99");
    private static final BurnTier FAST =
            new BurnTier("sev1", Severity.SEV1, Ratio.of("14.4"), Window.ofHours(1), Window.ofMinutes(5), 10, 0);

    @Test
    void keepsTheBeginningAndThePeaksOfABurst() {
        Optional<NearMiss> burst = NearMiss.track(Optional.empty(), reading(170, 2_000), NOON);
        burst = NearMiss.track(burst, reading(160, 1_500), NOON.plusSeconds(60));
        burst = NearMiss.track(burst, reading(165, 1_800), NOON.plusSeconds(120));

        assertEquals(NOON, burst.orElseThrow().since());
        assertEquals(
                "5m burned 20.0x > 14.4x, but 1h never more than 1.7x: too little of the budget to wake anybody",
                burst.orElseThrow().sentence());
    }

    @Test
    void aBurstThatGrowsIsToldByItsPeak() {
        Optional<NearMiss> burst = NearMiss.track(Optional.empty(), reading(170, 1_500), NOON);
        burst = NearMiss.track(burst, reading(340, 2_000), NOON.plusSeconds(60));

        assertEquals(
                "5m burned 20.0x > 14.4x, but 1h never more than 3.4x: too little of the budget to wake anybody",
                burst.orElseThrow().sentence());
    }

    @Test
    void isOverWhenTheShortWindowCalmsDown() {
        Optional<NearMiss> burst = NearMiss.track(Optional.empty(), reading(170, 2_000), NOON);

        assertEquals(Optional.empty(), NearMiss.track(burst, reading(170, 1_440), NOON.plusSeconds(60)));
    }

    @Test
    void isNoneWhenTheTierFiresAfterAll() {
        Optional<NearMiss> burst = NearMiss.track(Optional.empty(), reading(170, 2_000), NOON);

        assertEquals(Optional.empty(), NearMiss.track(burst, reading(1_441, 2_000), NOON.plusSeconds(60)));
    }

    @Test
    void saysWhenItWasTooFewEventsThatWokeNobody() {
        TierReading few =
                FAST.read(window -> window.equals(FAST.longWindow()) ? measured(9, 20) : measured(4, 10), OBJECTIVE);

        assertEquals(
                "5m burned 40.0x > 14.4x, but on fewer than the 10 bad events or 0 events that sev1 asks for:"
                        + " nobody is woken",
                NearMiss.track(Optional.empty(), few, NOON).orElseThrow().sentence());
    }

    @Test
    void carriesItsFigures() {
        Slo slo = new Slo(
                new SloName("chat-answers"),
                new ServiceName("chat"),
                "answers",
                OBJECTIVE,
                Duration.ofDays(30),
                Duration.ofMinutes(1));

        Figures figures = NearMiss.track(Optional.empty(), reading(170, 2_000), NOON)
                .orElseThrow()
                .figures(slo);

        assertEquals(Optional.of("sev1"), figures.text("tier"));
        assertEquals(Optional.of(new BigDecimal("1.70")), figures.decimal("burnLong"));
        assertEquals(Optional.of(new BigDecimal("20.00")), figures.decimal("burnShort"));
        assertEquals(Optional.of(new BigDecimal("14.4")), figures.decimal("factor"));
        assertEquals(Optional.of(new BigDecimal("0.0024")), figures.decimal("budgetSpent"));
        assertEquals(Optional.of("2026-03-01T12:00:00Z"), figures.text("since"));
    }

    /** Bad events in 10,000, in the long and in the short window. */
    private static TierReading reading(long badLong, long badShort) {
        return FAST.read(window -> measured(window.equals(FAST.longWindow()) ? badLong : badShort, 10_000), OBJECTIVE);
    }

    private static Measurement measured(long bad, long total) {
        return new Measurement.Measured(new EventCounts(total - bad, total), new Coverage(5, 5));
    }
}
