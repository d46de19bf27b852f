package dev.safeguard.application.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Responder;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FakeMetricSource;
import dev.safeguard.application.testkit.FakeWorkers;
import dev.safeguard.application.testkit.FakeResponder;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Stretches of a recorded history in which nothing was measured. */
final class SilenceTest extends OnShift {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private record Stood(List<String> items, int waits, ShiftResult result) {}

    @Test
    void yearsBetweenTwoBucketsAreNotWalkedMinuteByMinute() throws InterruptedException {
        List<Sample> samples = List.of(
                bucket(NINE, 1000, 1000), bucket(NINE.plus(Duration.ofDays(3 * 365)), 1000, 1000));

        Stood stood = stand(samples, true, 1);

        assertTrue(stood.waits() < 1000, () -> stood.waits() + " waits");
        assertTrue(stood.result().measured());
        assertEquals("2029-03-01T09:01:00Z summary", stood.items().getLast());
    }

    @Test
    void anOpenIncidentIsLookedAfterInASilenceOnlyWhenSomethingIsDue() throws InterruptedException {
        List<Sample> samples = List.of(bucket(NINE, 0, 1000), bucket(NINE.plus(Duration.ofDays(12)), 1000, 1000));

        Stood every = stand(samples, false, 2);
        Stood some = stand(samples, true, 2);

        assertEquals(every.items(), some.items());
        assertTrue(some.waits() * 5 < every.waits(), () -> some.waits() + " waits instead of " + every.waits());
    }

    @Test
    void leavingASilenceOutChangesNothingThatIsTold() throws InterruptedException {
        for (long seed = 1; seed <= 5; seed++) {
            List<Sample> samples = burstsAndSilences(seed);

            Stood every = stand(samples, false, seed);
            Stood some = stand(samples, true, seed);

            assertEquals(every.items(), some.items(), "seed " + seed);
            assertTrue(some.waits() < every.waits(), "seed " + seed);
        }
    }

    @Test
    void silencesAreWhatLiesBetweenTheBucketsOfAllSlos() {
        FakeMetricSource source = new FakeMetricSource(new FakeClock(NINE.plus(Duration.ofDays(100))));
        source.put(bucket(NINE, 1, 1));
        source.put(bucket(NINE.plus(Duration.ofHours(1)), 1, 1));
        source.put(bucket(NINE.plus(Duration.ofDays(50)), 1, 1));
        Instant until = NINE.plus(Duration.ofDays(60));

        assertEquals(
                List.of(new Silence(NINE.plus(Duration.ofMinutes(61)), NINE.plus(Duration.ofDays(50)))),
                Silence.in(source, List.of(ANSWERS), MINUTE, NINE, until));
    }

    @Test
    void aShiftInWhichNothingHappenedAtAllHasMeasuredNothing() throws InterruptedException {
        assertFalse(stand(List.of(bucket(NINE, 0, 0), bucket(NINE.plus(MINUTE), 0, 0)), true, 1).result().measured());
    }

    /** Minutes to a day of traffic, fine or failing, then hours or days of nothing, and so on. */
    private static List<Sample> burstsAndSilences(long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        Instant start = NINE;
        for (int stretch = 0; stretch < 5; stretch++) {
            int minutes = 21 + random.nextInt(stretch % 2 == 0 ? 20 : 24 * 60);
            int bad = List.of(0, 0, 5, 30, 200, 500).get(random.nextInt(6));
            for (int minute = 0; minute < minutes; minute++) {
                samples.add(bucket(start, minute < 20 ? 1000 : 1000 - bad, 1000));
                start = start.plus(MINUTE);
            }
            start = start.plus(Duration.ofMinutes(random.nextInt(24 * 60)));
        }
        return samples;
    }

    private static Sample bucket(Instant start, long good, long total) {
        return new Sample(ANSWERS, start, new EventCounts(good, total));
    }

    /** People who acknowledge the first incidents now and then, and say sometimes that they are still on it. */
    private static FakeResponder people(long seed) {
        Random random = new Random(seed);
        FakeResponder people = new FakeResponder();
        Instant at = NINE;
        for (int word = 0; word < 60; word++) {
            at = at.plus(Duration.ofMinutes(random.nextInt(240)));
            String subject = "INC-" + (1 + random.nextInt(4));
            people.plan(
                    at,
                    random.nextBoolean()
                            ? new Responder.Decision.Acknowledge(subject, ANA)
                            : new Responder.Decision.StillOnIt(subject, ANA));
        }
        return people;
    }

    private Stood stand(List<Sample> samples, boolean silencesKnown, long seed) throws InterruptedException {
        Instant until = samples.getLast().start().plus(MINUTE);
        FakeMetricSource known = new FakeMetricSource(new FakeClock(until));
        FakeClock counting = new FakeClock(NINE);
        FakeMetricSource source = new FakeMetricSource(counting);
        samples.forEach(known::put);
        samples.forEach(source::put);
        ShiftPlan plan = plan(List.of(), show(), until);
        List<Silence> silences =
                silencesKnown ? Silence.in(known, List.of(ANSWERS), MINUTE, NINE, until) : List.of();
        List<String> told = new ArrayList<>();
        ShiftResult result = new StandShift(
                        new ShiftPorts(
                                counting,
                                new InMemoryUnitOfWork(),
                                source,
                                Map.of(),
                                new FakeWorkers(),
                                world,
                                pager,
                                tickets,
                                people(seed),
                                evals,
                                postmortems),
                        roster())
                .stand(
                        new ShiftPlan(
                                plan.shift(),
                                plan.rules(),
                                plan.symptoms(),
                                plan.runbooks(),
                                plan.faults(),
                                until,
                                ShiftPlan.Ending.ON_TIME,
                                silences,
                                plan.automation(),
                                Duration.ofDays(7),
                                plan.postmortems(),
                                plan.evalCases()),
                        item -> told.add(item.at() + " " + item.event().word()));
        return new Stood(told, counting.waits().size(), result);
    }
}
