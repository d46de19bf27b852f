package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({
        "PT5M, 5m",
        "PT1H, 1h",
        "PT72H, 3d",
        "PT36H, 1d12h",
        "PT90S, 1m30s",
        "PT720H, 30d",
        "PT1S, 1s",
        "PT25H1M1S, 1d1h1m1s"
    })
    void isWrittenInItsLargestUnits(Duration length, String text) {
        assertEquals(text, new Window(length).toString());
    }

    @Test
    void anyDurationCanBeWrittenSo() {
        assertEquals("0s", Window.text(Duration.ZERO));
        assertEquals("-1m30s", Window.text(Duration.ofSeconds(-90)));
        assertEquals("1000d", Window.text(Duration.ofDays(1000)));
    }

    @ParameterizedTest
    @CsvSource({
        "5m, PT5M",
        "1h30m, PT1H30M",
        "90s, PT90S",
        "30d, PT720H",
        "2w, PT336H",
        "1w1d1h1m1s, PT193H1M1S",
        "PT5M, PT5M",
        "0s, PT0S",
        "999999s, PT999999S"
    })
    void aDurationIsReadAsPeopleWriteIt(String text, Duration duration) {
        assertEquals(duration, Window.duration(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 59, 60, 90, 3_599, 3_600, 86_399, 86_400, 694_861, 31_536_000})
    void whatIsWrittenIsReadBack(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);

        assertEquals(duration, Window.duration(Window.text(duration)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "1m1h", "-5m", "1.5h", "5M", "1000000d", "month"})
    void anythingElseIsNoDuration(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Window.duration(text));

        assertEquals("a duration is written like 90s, 5m, 1h30m or 30d, was \"" + text + "\"", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1M", "PT0.5S", "PT60.000000001S"})
    void isAPositiveWholeNumberOfSeconds(Duration length) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new Window(length));

        assertEquals("a window is a positive whole number of seconds, was " + length, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"PT1H, PT1M, 60", "PT1H, PT1H, 1", "PT720H, PT1M, 43200", "PT5M, PT15S, 20"})
    void holdsAWholeNumberOfBuckets(Duration length, Duration resolution, int buckets) {
        assertEquals(buckets, new Window(length).buckets(resolution));
    }

    @Test
    void isAMultipleOfTheResolution() {
        Window window = new Window(Duration.ofSeconds(90));

        var refused = assertThrows(IllegalArgumentException.class, () -> window.buckets(Duration.ofMinutes(1)));

        assertEquals("window 1m30s is no multiple of the resolution 1m", refused.getMessage());
    }

    @Test
    void isOrderedByLength() {
        assertTrue(Window.ofMinutes(5).compareTo(Window.ofHours(1)) < 0);
        assertEquals(Window.ofHours(24), Window.ofDays(1));
    }
}
