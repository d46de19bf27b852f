package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnsetTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** One letter is one minute: good, bad, or silent. */
    @ParameterizedTest
    @CsvSource({
        "gggbbbb, 3",
        "bbbbbbb, 0",
        "gggggbg, 5",
        "bggggbb, 0",
        "bgggggb, 6",
        "bgsggbb, 0",
        "bgggsgb, 6",
        "bbggggggggbbgggg, 10",
        "ggggggg, 7"
    })
    void isTheOldestBadBucketOfTheLastStretchOfThem(String minutes, int onset) {
        Instant noticed = minute(minutes.length());

        assertEquals(minute(onset), Onset.of(buckets(minutes), Objective.of("0.99"), noticed));
    }

    private static List<Sample> buckets(String minutes) {
        List<Sample> buckets = new ArrayList<>();
        for (int i = 0; i < minutes.length(); i++) {
            EventCounts counts = switch (minutes.charAt(i)) {
                case 'g' -> new EventCounts(99, 100);
                case 'b' -> new EventCounts(98, 100);
                default -> EventCounts.NONE;
            };
            buckets.add(new Sample(new SloName("chat-answers"), minute(i), counts));
        }
        return buckets;
    }

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}
