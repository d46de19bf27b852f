package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SloTest {

    private static final SloName NAME = new SloName("openai/chat.answers_v2-eu");

    @Test
    void anSloHasAPeriodOfWholeBuckets() {
        Slo slo = slo(Duration.ofDays(30), Duration.ofSeconds(15));

        assertEquals(Window.ofDays(30), slo.periodWindow());
        assertEquals(new ErrorBudget(slo.objective(), slo.period()), slo.budget());
        var refused =
                assertThrows(IllegalArgumentException.class, () -> slo(Duration.ofDays(30), Duration.ofMinutes(7)));
        assertEquals("window 30d is no multiple of the resolution 7m", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1M", "PT0.5S", "PT1.5S"})
    void aResolutionIsAPositiveWholeNumberOfSeconds(Duration resolution) {
        var refused = assertThrows(IllegalArgumentException.class, () -> slo(Duration.ofDays(30), resolution));

        assertEquals("resolution is a positive whole number of seconds, was " + resolution, refused.getMessage());
    }

    @Test
    void aSampleStartsAtAWholeSecond() {
        Instant between = Instant.parse("2026-03-01T12:00:00.5Z");

        var refused = assertThrows(IllegalArgumentException.class, () -> new Sample(NAME, between, EventCounts.NONE));

        assertEquals("a bucket starts at a whole second, was 2026-03-01T12:00:00.500Z", refused.getMessage());
    }

    @Test
    void aSampleIsSmallEnoughToBeSummedOverAPeriod() {
        EventCounts most = new EventCounts(0, Sample.MAX_TOTAL);
        EventCounts tooMany = new EventCounts(0, Sample.MAX_TOTAL + 1);

        assertEquals(most, new Sample(NAME, Instant.EPOCH, most).counts());
        var refused = assertThrows(IllegalArgumentException.class, () -> new Sample(NAME, Instant.EPOCH, tooMany));
        assertEquals("total must be at most 10000000000000 in one bucket, was 10000000000001", refused.getMessage());
        assertEquals(90L * 1440 * Sample.MAX_TOTAL, Math.multiplyExact(90L * 1440, Sample.MAX_TOTAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "/a", "a b", "cevaplar\u0131", "a\n", "a:b"})
    void namesAreWhatPeopleCanTypeAndMachinesCanJoinOn(String name) {
        var slo = assertThrows(IllegalArgumentException.class, () -> new SloName(name));
        var service = assertThrows(IllegalArgumentException.class, () -> new ServiceName(name));

        String rule =
                " is 1 to 100 letters, digits and . _ / -, and starts with a letter or digit, was \"" + name + "\"";
        assertEquals("the name of an SLO" + rule, slo.getMessage());
        assertEquals("the name of a service" + rule, service.getMessage());
    }

    @Test
    void aNameHasAtMostAHundredCharacters() {
        assertEquals(100, new SloName("a".repeat(100)).toString().length());
        assertThrows(IllegalArgumentException.class, () -> new SloName("a".repeat(101)));
    }

    private static Slo slo(Duration period, Duration resolution) {
        return new Slo(NAME, new ServiceName("chat"), "answers", Objective.of("0.99"), period, resolution);
    }
}
