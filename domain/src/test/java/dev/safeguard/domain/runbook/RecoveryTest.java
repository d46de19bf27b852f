package dev.safeguard.domain.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The objective is 99 %: of 100 events, 3 bad ones are no proof that it is missed, and 4 are. */
class RecoveryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Objective OBJECTIVE = Objective.of("0.99");

    private static final EventCounts GOOD = new EventCounts(99, 100);
    private static final EventCounts DOUBTFUL = new EventCounts(97, 100);
    private static final EventCounts BAD = new EventCounts(96, 100);

    @Nested
    class InOrder {

        @Test
        void twoGoodChecksInARowAreRecovered() {
            assertEquals(new Recovery.Recovered(Ratio.of("0.99")), judge(GOOD, GOOD));
        }

        @Test
        void oneGoodCheckIsNotEnough() {
            assertEquals(new Recovery.Inconclusive(Optional.of(Ratio.of("0.99")), 1), judge(GOOD));
        }

        @Test
        void oneBadCheckIsProofEnough() {
            assertEquals(new Recovery.NotRecovered(Ratio.of("0.96")), judge(BAD));
        }

        @Test
        void aGoodCheckDoesNotExcuseABadOne() {
            assertEquals(new Recovery.NotRecovered(Ratio.of("0.96")), judge(GOOD, BAD));
        }

        @Test
        void theFirstProofDecides() {
            assertEquals(new Recovery.NotRecovered(Ratio.of("0.96")), judge(BAD, GOOD, GOOD));
            assertEquals(new Recovery.Recovered(Ratio.of("0.99")), judge(GOOD, GOOD, BAD));
        }

        @Test
        void aDoubtfulCheckBreaksTheRow() {
            assertEquals(new Recovery.Inconclusive(Optional.of(Ratio.of("0.97")), 0), judge(DOUBTFUL));
            assertEquals(new Recovery.Inconclusive(Optional.of(Ratio.of("0.99")), 1), judge(GOOD, DOUBTFUL, GOOD));
            assertEquals(new Recovery.Recovered(Ratio.of("0.99")), judge(GOOD, DOUBTFUL, GOOD, GOOD));
        }

        @Test
        void noDataProvesNothing() {
            assertEquals(new Recovery.Inconclusive(Optional.empty(), 0), judge());
            assertEquals(new Recovery.Inconclusive(Optional.empty(), 0), judge(EventCounts.NONE, EventCounts.NONE));
        }

        @Test
        void fewEventsAreGatheredUntilThereAreAHundred() {
            EventCounts sixty = new EventCounts(60, 60);

            assertEquals(new Recovery.Inconclusive(Optional.empty(), 0), judge(sixty));
            assertEquals(new Recovery.Inconclusive(Optional.of(Ratio.ONE), 1), judge(sixty, sixty));
            assertEquals(new Recovery.Inconclusive(Optional.of(Ratio.ONE), 1), judge(sixty, sixty, sixty));
            assertEquals(new Recovery.Recovered(Ratio.ONE), judge(sixty, EventCounts.NONE, sixty, sixty, sixty));
        }

        @Test
        void exactlyAHundredEventsAreACheckAndNinetyNineAreNot() {
            EventCounts ninetyNine = new EventCounts(99, 99);

            assertEquals(new Recovery.Inconclusive(Optional.empty(), 0), judge(ninetyNine));
            assertEquals(new Recovery.Recovered(Ratio.of("0.99")), judge(GOOD, GOOD));
        }

        @Test
        void checksAreDisjoint() {
            // Three buckets of 60: the third belongs to no check, though with the second it would be a bad one.
            EventCounts good = new EventCounts(60, 60);
            EventCounts bad = new EventCounts(50, 60);

            assertEquals(new Recovery.Inconclusive(Optional.of(Ratio.ONE), 1), judge(good, good, bad));
        }

        @Test
        void theObjectiveItselfIsMetByEquality() {
            assertEquals(
                    new Recovery.Recovered(Ratio.of("0.99")),
                    judge(new EventCounts(990, 1_000), new EventCounts(99_000, 100_000)));
        }
    }

    @Nested
    class Newest {

        @Test
        void whatIsOverDoesNotCount() {
            assertEquals(new Recovery.Recovered(Ratio.of("0.99")), newest(BAD, BAD, GOOD, GOOD));
            assertEquals(new Recovery.NotRecovered(Ratio.of("0.96")), newest(GOOD, GOOD, GOOD, BAD));
        }

        @Test
        void bothNewestChecksMustBeGood() {
            assertEquals(new Recovery.Inconclusive(Optional.of(Ratio.of("0.99")), 1), newest(BAD, GOOD));
            assertEquals(new Recovery.Inconclusive(Optional.of(Ratio.of("0.97")), 0), newest(GOOD, GOOD, DOUBTFUL));
            assertEquals(new Recovery.Inconclusive(Optional.of(Ratio.of("0.99")), 1), newest(GOOD));
        }

        @Test
        void checksAreGatheredBackwards() {
            EventCounts bad = new EventCounts(30, 60);
            EventCounts good = new EventCounts(60, 60);

            assertEquals(new Recovery.Recovered(Ratio.ONE), newest(bad, good, good, good, good));
        }

        @Test
        void noDataProvesNothing() {
            assertEquals(new Recovery.Inconclusive(Optional.empty(), 0), newest());
            assertEquals(new Recovery.Inconclusive(Optional.empty(), 0), newest(new EventCounts(99, 99)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 500, 1_000, 1_000_000})
    void aBadShareThatIsFarOffIsProvenAtAnyTraffic(long total) {
        assertEquals(new Recovery.NotRecovered(Ratio.of("0.85")), judge(new EventCounts(total * 85 / 100, total)));
    }

    @Test
    void theSliOfTheLastCheckIsTold() {
        assertEquals(Optional.of(Ratio.of("0.99")), judge(GOOD, GOOD).sli());
        assertEquals(Optional.of(Ratio.of("0.96")), judge(BAD).sli());
        assertEquals(Optional.of(Ratio.of("0.97")), judge(DOUBTFUL).sli());
        assertEquals(Optional.empty(), judge().sli());
    }

    private static Recovery judge(EventCounts... minutes) {
        return Recovery.judge(buckets(minutes), OBJECTIVE);
    }

    private static Recovery newest(EventCounts... minutes) {
        return Recovery.judgeNewest(buckets(minutes), OBJECTIVE);
    }

    private static List<Sample> buckets(EventCounts... minutes) {
        List<Sample> buckets = new ArrayList<>();
        for (EventCounts counts : minutes) {
            buckets.add(new Sample(new SloName("chat-answers"), NOON.plusSeconds(60L * buckets.size()), counts));
        }
        return buckets;
    }
}
