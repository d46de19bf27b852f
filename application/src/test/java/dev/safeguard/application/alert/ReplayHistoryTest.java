package dev.safeguard.application.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.alert.Replay.Alarm;
import dev.safeguard.application.alert.Replay.Firing;
import dev.safeguard.application.alert.Replay.Transition;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SampleFeed.Order;
import dev.safeguard.application.port.SourceUnavailableException;
import dev.safeguard.application.testkit.FakeSampleFeed;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayHistoryTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final int DAY = 24 * 60;
    private static final int OUTAGE = 3 * DAY + 14 * 60;

    private final ReplayHistory replay = new ReplayHistory();

    @ParameterizedTest
    @EnumSource(Order.class)
    void aTenMinuteOutageFiresEachTierForAsLongAsItMust(Order order) {
        Replay told = only(new FakeSampleFeed(history("chat", 0, 5 * DAY, ReplayHistoryTest::tenMinutes)).in(order));

        assertEquals(
                List.of(
                        List.of("sev1", at(OUTAGE + 1), at(OUTAGE + 14)),
                        List.of("sev2", at(OUTAGE + 3), at(OUTAGE + 39)),
                        List.of("sev3", at(OUTAGE + 4), at(OUTAGE + 10 + 6 * 60 - 1))),
                told.firings().stream()
                        .map(firing -> List.of(firing.tier().name(), firing.from(), firing.to()))
                        .toList());
        assertEquals(
                List.of(
                        new Transition(at(OUTAGE + 1), Level.OK, Level.SEV1),
                        new Transition(at(OUTAGE + 15), Level.SEV1, Level.SEV2),
                        new Transition(at(OUTAGE + 40), Level.SEV2, Level.SEV3),
                        new Transition(at(OUTAGE + 10 + 6 * 60), Level.SEV3, Level.OK)),
                told.transitions());
        assertEquals(List.of(new Alarm(at(OUTAGE + 1), Severity.SEV1)), told.pages());
        assertEquals(List.of(), told.tickets());
    }

    @Test
    void aFiringCarriesItsFiguresOfTheMomentItBegan() {
        Replay told = only(new FakeSampleFeed(history("chat", 0, 5 * DAY, ReplayHistoryTest::tenMinutes)));
        Firing first = told.firings().getFirst();

        assertEquals(new EventCounts(59_000 - 11, 60_000), first.longEvents());
        assertEquals(new EventCounts(4_000, 5_000), first.shortEvents());
        assertEquals(Ratio.of("16.85").toDecimal(2), first.burnLong(told.rule().slo()).value().toDecimal(2));
        assertEquals("0.0234", first.budgetSpent(told.rule().slo()).toDecimal(4).toPlainString());
    }

    @Test
    void whatAHistoryHoldsIsCounted() {
        Replay told = only(new FakeSampleFeed(history("chat", 0, 5 * DAY, ReplayHistoryTest::tenMinutes)));

        assertEquals(5 * DAY, told.samples());
        assertEquals(at(0), told.from());
        assertEquals(at(5 * DAY), told.to());
        assertEquals(10_000 + (5 * DAY - 10) / 5, told.events().bad());
        // All bad events, of the traffic of a whole period: 5 of 30 days, a thousand requests a minute.
        Ratio budget = Ratio.of(43_200, 1);
        assertEquals(
                Ratio.of(told.events().bad(), 1).dividedBy(budget).toDecimal(3),
                told.budgetConsumedWorst().toDecimal(3));
    }

    @Test
    void aTierThatStillHoldsEndsWithTheHistory() {
        Replay told = only(new FakeSampleFeed(history("chat", 0, OUTAGE + 5, ReplayHistoryTest::tenMinutes)));

        assertEquals(at(OUTAGE + 5), told.firings().getFirst().to());
    }

    @Test
    void aHistoryThatEndsEarlierEndsThereWhateverOthersDo() {
        List<Sample> both = new ArrayList<>(history("short", 0, OUTAGE + 5, ReplayHistoryTest::tenMinutes));
        both.addAll(history("longer", 700, 5 * DAY, ReplayHistoryTest::tenMinutes));
        List<Replay> byTime = replays(new FakeSampleFeed(both).in(Order.BY_TIME));
        List<Replay> bySlo = replays(new FakeSampleFeed(both).in(Order.BY_SLO));

        assertEquals(bySlo, byTime);
        assertEquals("longer", byTime.getFirst().rule().slo().name().value());
        assertEquals(at(OUTAGE + 5), byTime.getLast().to());
        assertEquals(at(OUTAGE + 5), byTime.getLast().firings().getLast().to());
    }

    @Test
    void bothOrdersTellTheSame() {
        for (long seed = 1; seed <= 6; seed++) {
            List<Sample> samples = new ArrayList<>();
            Random random = new Random(seed);
            for (int slo = 0; slo < 6; slo++) {
                samples.addAll(troubled("slo-" + slo, random));
            }
            List<Replay> byTime = replays(new FakeSampleFeed(samples).in(Order.BY_TIME));
            assertEquals(replays(new FakeSampleFeed(samples).in(Order.BY_SLO)), byTime, "seed " + seed);
            assertEquals(6, byTime.size());
        }
    }

    @Test
    void yearsWithoutABucketAreNoWork() {
        List<Sample> samples = new ArrayList<>(history("chat", 0, OUTAGE + 5, ReplayHistoryTest::tenMinutes));
        int later = 500 * 365 * DAY;
        samples.add(new Sample(new SloName("chat"), at(later), new EventCounts(1, 1)));
        Replay told = only(new FakeSampleFeed(samples));

        assertEquals(at(later + 1), told.to());
        // Nothing in the short window, so nothing holds; and one bucket in it is too little to clear.
        assertEquals(at(OUTAGE + 9), told.firings().getFirst().to());
        assertEquals(List.of(new Transition(at(OUTAGE + 1), Level.OK, Level.SEV1)), told.transitions());
    }

    @Test
    void aRiseWithinAStretchOfPagesPagesOnlyAboveItsPeak() {
        Replay quiet = only(new FakeSampleFeed(history("chat", 0, 2 * DAY, minute -> new EventCounts(1, 1))));
        Replay told = new Replay(
                quiet.rule(),
                1,
                at(0),
                at(9),
                EventCounts.NONE,
                quiet.worstPeriod(),
                List.of(),
                List.of(
                        new Transition(at(1), Level.OK, Level.SEV3),
                        new Transition(at(2), Level.SEV3, Level.SEV2),
                        new Transition(at(3), Level.SEV2, Level.SEV1),
                        new Transition(at(4), Level.SEV1, Level.SEV2),
                        new Transition(at(5), Level.SEV2, Level.SEV1),
                        new Transition(at(6), Level.SEV1, Level.SEV3),
                        new Transition(at(7), Level.SEV3, Level.SEV1),
                        new Transition(at(8), Level.SEV1, Level.OK)));

        assertEquals(
                List.of(
                        new Alarm(at(2), Severity.SEV2),
                        new Alarm(at(3), Severity.SEV1),
                        new Alarm(at(7), Severity.SEV1)),
                told.pages());
        assertEquals(List.of(new Alarm(at(1), Severity.SEV3)), told.tickets());
    }

    @Test
    void progressIsToldAndFailureThrownOn() {
        FakeSampleFeed feed = new FakeSampleFeed(history("chat", 0, 10, ReplayHistoryTest::tenMinutes));
        List<Long> progress = new ArrayList<>();
        replay.replay(feed, ReplayHistoryTest::rule, progress::add);
        assertEquals(10, progress.getLast());

        feed.failWith("gone");
        assertThrows(SourceUnavailableException.class, () -> replays(feed));
    }

    /** A thousand requests a minute, 0.02 % of them bad, and ten minutes of total failure on the fourth day. */
    private static EventCounts tenMinutes(int minute) {
        return minute >= OUTAGE && minute < OUTAGE + 10
                ? new EventCounts(0, 1_000)
                : new EventCounts(minute % 5 == 0 ? 999 : 1_000, 1_000);
    }

    private Replay only(SampleFeed feed) {
        List<Replay> all = replays(feed);
        assertEquals(1, all.size());
        return all.getFirst();
    }

    private List<Replay> replays(SampleFeed feed) {
        return replay.replay(feed, ReplayHistoryTest::rule, ignored -> {}).replays();
    }

    /** Every other SLO has a low objective, and so windows of its own. */
    private static AlertRule rule(SloName name, Duration resolution) {
        boolean low = name.value().endsWith("1") || name.value().endsWith("3");
        return AlertRule.builtIn(new Slo(
                name,
                new ServiceName("chat"),
                "answers",
                Objective.of(low ? "0.9" : "0.999"),
                Duration.ofDays(30),
                resolution));
    }

    private static List<Sample> history(String slo, int from, int until, IntFunction<EventCounts> counts) {
        List<Sample> samples = new ArrayList<>();
        for (int minute = from; minute < until; minute++) {
            samples.add(new Sample(new SloName(slo), at(minute), counts.apply(minute)));
        }
        return samples;
    }

    /** Two days with outages, gaps, silence and counts of every size. */
    private static List<Sample> troubled(String slo, Random random) {
        List<Sample> samples = new ArrayList<>();
        int from = random.nextInt(DAY);
        int until = from + DAY + random.nextInt(DAY);
        double share = 0;
        boolean gap = false;
        for (int minute = from; minute < until; minute++) {
            if (random.nextInt(200) == 0) {
                share = random.nextInt(3) == 0 ? random.nextDouble() : 0.0005;
                gap = random.nextInt(4) == 0;
            }
            if (!gap) {
                long total = random.nextInt(10) == 0 ? 0 : random.nextInt(50_000);
                samples.add(new Sample(
                        new SloName(slo), at(minute), new EventCounts(total - Math.round(total * share), total)));
            }
        }
        return samples;
    }

    private static Instant at(int minute) {
        return MIDNIGHT.plus(Duration.ofMinutes(minute));
    }
}
