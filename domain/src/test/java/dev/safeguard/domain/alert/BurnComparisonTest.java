package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurnComparisonTest {

    private static final Ratio FAST = Ratio.of("14.4");
    private static final Ratio FOUR_WEEK_TICKET = Ratio.of(14, 15);

    @ParameterizedTest
    @CsvSource({
        "15,         15.0x > 14.4x",
        "14.41,      14.41x > 14.4x",
        "14.4000001, 14.4000001x > 14.4x",
        "14.4,       14.4x <= 14.4x",
        "14.39,      14.39x <= 14.4x",
        "0,          0.0x <= 14.4x"
    })
    void twoThatAreNotEqualAreNeverShownAsEqual(String burn, String shown) {
        assertEquals(shown, new BurnComparison(Ratio.of(burn), FAST).toString());
    }

    @ParameterizedTest
    @CsvSource({"0.932, 0.932x <= 0.933x", "0.9334, 0.9334x > 0.9333x", "0.5, 0.5x <= 0.93x", "2, 2.0x > 0.93x"})
    void aFactorThatIsNoDecimalIsRoundedNoCoarserThanTheBurnBesideIt(String burn, String shown) {
        assertEquals(shown, new BurnComparison(Ratio.of(burn), FOUR_WEEK_TICKET).toString());
        assertEquals("0.93x", BurnComparison.text(FOUR_WEEK_TICKET));
    }

    @Test
    void whatIsShownIsOrderedAsWhatItIsOf() {
        long seed = 20260302;
        Random random = new Random(seed);
        for (int draw = 0; draw < 20_000; draw++) {
            Ratio factor = Ratio.of(1 + random.nextInt(3_000), 1 + random.nextInt(90));
            long near = 1 + random.nextLong(1_000_000);
            Ratio burn = random.nextBoolean()
                    ? factor.times(Ratio.of(near + random.nextInt(3) - 1, near))
                    : Ratio.of(random.nextInt(3_000), 1 + random.nextInt(90));
            int decided = Integer.signum(burn.compareTo(factor));
            String why = "seed " + seed + ": " + burn.numerator() + "/" + burn.denominator() + " beside "
                    + factor.numerator() + "/" + factor.denominator();

            BurnComparison comparison = new BurnComparison(burn, factor);
            assertEquals(decided, number(comparison.burnText()).compareTo(number(comparison.factorText())), why);

            Ratio other = random.nextBoolean() ? factor : factor.times(Ratio.of(near + 1, near));
            Figures figures = BurnComparison.figures(burn, other, factor);
            BigDecimal rate = figures.decimal("burnLong").orElseThrow();
            BigDecimal beside = figures.decimal("factor").orElseThrow();
            assertEquals(decided, rate.compareTo(beside), why + ", as figures");
            assertEquals(
                    Integer.signum(other.compareTo(factor)),
                    figures.decimal("burnShort").orElseThrow().compareTo(beside),
                    why + ", the other window");
            BurnComparison again = new BurnComparison(Ratio.of(rate), Ratio.of(beside));
            assertEquals(decided, number(again.burnText()).compareTo(number(again.factorText())), why + ", read again");
        }
    }

    @ParameterizedTest
    @CsvSource({"14401, 100000", "144001, 1000000", "1440001, 10000000", "14400001, 100000000"})
    void aReadingJustAboveItsFactorSaysSo(long bad, long total) {
        TierReading reading = reading(new EventCounts(total - bad, total), new EventCounts(0, total));

        assertTrue(reading.firing());
        assertNotEquals("burn 1h 14.4x > 14.4x, 5m 100.0x > 14.4x", reading.sentence());
        assertTrue(
                reading.sentence().matches("burn 1h 14\\.40*1x > 14\\.4x, 5m 100\\.0x > 14\\.4x"), reading.sentence());
    }

    @Test
    void clearingNamesTheWindowThatIsCalm() {
        assertEquals(
                "5m burn 14.399x, threshold 14.4x",
                reading(new EventCounts(800, 1_000), new EventCounts(85_601, 100_000)).clearSentence());
        assertEquals(
                "1h burn 14.0x, threshold 14.4x",
                reading(new EventCounts(86, 100), new EventCounts(50, 100)).clearSentence());
        assertEquals(
                "1h holds fewer than 10 bad events or 0 events",
                reading(new EventCounts(0, 9), new EventCounts(0, 9)).clearSentence());
    }

    private static TierReading reading(EventCounts longer, EventCounts shorter) {
        BurnTier tier = new BurnTier("sev1", Severity.SEV1, FAST, Window.ofHours(1), Window.ofMinutes(5), 10, 0);
        return tier.read(
                window -> Measurement.of(
                        window.equals(tier.longWindow()) ? longer : shorter, new Coverage(1, 1)),
                Objective.of("0.99"));
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text.substring(0, text.length() - 1));
    }
}
