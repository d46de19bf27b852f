package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTimeTest {

    private static final Instant SUNDAY = Instant.parse("2026-03-01T22:30:00Z");

    @Test
    void hoursSayTheirDayWhenItChanges() {
        assertEquals(
                List.of("23:00 1 Mar 2026", "00:00 2 Mar 2026", "01:00", "02:00", "03:00", "04:00", "05:00", "06:00"),
                labels(Duration.ofHours(8)));
    }

    @Test
    void daysSayTheirYear() {
        assertEquals(List.of("2 Mar 2026", "3 Mar", "4 Mar"), labels(Duration.ofDays(9)).subList(0, 3));
    }

    @Test
    void weeksBeginOnMondays() {
        assertEquals(List.of("2 Mar 2026", "9 Mar", "16 Mar", "23 Mar"), labels(Duration.ofDays(28)).subList(0, 4));
    }

    @Test
    void monthsAndYearsBeginOnTheFirst() {
        assertEquals("Apr 2026", labels(Duration.ofDays(300)).getFirst());
        assertEquals("2028", labels(Duration.ofDays(365 * 20)).getFirst());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 60, 3_600, 50_000, 86_400, 700_000, 8_000_000, 90_000_000, 4_000_000_000L})
    void thereAreAFewTicksAndTheyDoNotTouch(long seconds) {
        List<PictureTime.Tick> ticks = time(Duration.ofSeconds(seconds)).ticks();

        assertTrue(ticks.size() >= 1 && ticks.size() <= 13, () -> ticks.size() + " ticks");
        for (int i = 1; i < ticks.size(); i++) {
            assertTrue(ticks.get(i).x() - ticks.get(i - 1).x() >= 70, ticks::toString);
        }
    }

    private static List<String> labels(Duration length) {
        return time(length).ticks().stream()
                .map(tick -> (tick.label() + " " + tick.context()).strip())
                .toList();
    }

    private static PictureTime time(Duration length) {
        return new PictureTime(SUNDAY, SUNDAY.plus(length), 0, 960);
    }
}
