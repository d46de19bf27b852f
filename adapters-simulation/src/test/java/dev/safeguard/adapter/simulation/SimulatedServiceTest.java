package dev.safeguard.adapter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.InMemoryWorldStore;
import dev.safeguard.application.testkit.MetricSourceContract;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulatedServiceTest extends MetricSourceContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final SloName CHAT = Sli.CHAT_ANSWERS.sloName();

    private final FakeClock clock = new FakeClock(NINE);
    private final SimulatedWorld world = SimulatedWorld.create(clock, 7, new InMemoryWorldStore());
    private final SimulatedService service = new SimulatedService(world);

    @Override
    protected Watched watched() {
        Instant now = NINE.plusSeconds(30);
        return new Watched(
                new SimulatedService(SimulatedWorld.create(new FakeClock(now), 7, new InMemoryWorldStore())),
                CHAT,
                NINE.minus(Duration.ofHours(1)),
                now,
                Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @EnumSource
    void thirtyHealthyDaysLieBehindIt(Sli sli) {
        List<Sample> past = service.closedBuckets(sli.sloName(), Instant.EPOCH, Instant.MAX);
        assertEquals(30 * 24 * 60, past.size());
        assertEquals(NINE.minus(Duration.ofDays(30)), past.getFirst().start());
        EventCounts all = past.stream().map(Sample::counts).reduce(EventCounts.NONE, EventCounts::plus);
        boolean hostile = sli == Sli.HOSTILE_PROMPTS_STOPPED;
        assertEquals(hostile ? 40 : 600, all.total() / 43_200.0, hostile ? 0.04 : 0.6);
        assertEquals(hostile ? 0.01 : 0.0002, (double) all.bad() / all.total(), hostile ? 0.0002 : 0.00001);
    }

    @Test
    void trafficSwingsABitInTheCourseOfADay() {
        double night = averageTotal(NINE.minus(Duration.ofHours(7).plusMinutes(30)), 60);
        double afternoon = averageTotal(NINE.minus(Duration.ofHours(19).plusMinutes(30)), 60);
        assertEquals(570, night, 4);
        assertEquals(630, afternoon, 4);
        assertTrue(between(NINE.minus(Duration.ofDays(1)), NINE).stream()
                .map(Sample::counts)
                .allMatch(counts -> counts.total() >= 558 && counts.total() <= 643));
    }

    @Test
    void everyCountIsWithinOneEventOfItsEquation() {
        set(Fault.PROVIDER_OUTAGE, "0.5");
        world.set(Flag.FALLBACK, ControlState.of("on"));
        world.set(Flag.LOAD_SHEDDING, ControlState.of("on"));
        clock.set(NINE.plus(Duration.ofHours(8)));
        Fate fate = Sli.CHAT_ANSWERS.fate(world.conditions());
        for (Instant minute = NINE; minute.isBefore(clock.now()); minute = minute.plusSeconds(60)) {
            ErrorBreakdown kinds = service.breakdown(CHAT, minute, minute.plusSeconds(60));
            EventCounts counts =
                    between(minute, minute.plusSeconds(60)).getFirst().counts();
            long shed = kinds.degradedByKind().get("shed");
            assertEquals(kinds.arrivals(), counts.total() + shed);
            assertWithinOne(0.125 * kinds.arrivals(), shed);
            assertWithinOne((1 - fate.good() / 0.875) * counts.total(), counts.bad());
            for (Fate.Part part : fate.errors()) {
                long count = kinds.errorsByKind().getOrDefault(part.kind(), 0L);
                assertWithinOne(part.share() / 0.875 * counts.total(), count);
            }
        }
    }

    @Test
    void onAverageCountsAreTheirEquation() {
        set(Fault.PROVIDER_OUTAGE, "0.1234");
        clock.set(NINE.plus(Duration.ofHours(10)));
        EventCounts sum = sum(NINE, clock.now());
        assertEquals(0.1234 + 0.8766 * 0.0002, (double) sum.bad() / sum.total(), 0.00005);
    }

    @Test
    void arrivalsAreTheSameForEverySliOfTheService() {
        ToLongFunction<Sli> arrivals = sli ->
                service.breakdown(sli.sloName(), NINE.minusSeconds(600), NINE).arrivals();
        long chat = arrivals.applyAsLong(Sli.CHAT_ANSWERS);
        assertEquals(chat, arrivals.applyAsLong(Sli.RETRIEVAL_HITS));
        assertEquals(chat, arrivals.applyAsLong(Sli.RELEASE_ANSWERS));
        assertEquals(chat, arrivals.applyAsLong(Sli.ANSWERS_UNDER_COST_LIMIT));
    }

    @Test
    void errorsOfAnOutageAreTheProviders() {
        set(Fault.PROVIDER_OUTAGE, "0.5");
        clock.set(NINE.plusSeconds(600));
        ErrorBreakdown kinds = service.breakdown(CHAT, NINE, clock.now());
        assertEquals(0.97, kinds.shareOfErrors("provider-5xx").toDecimal(4).doubleValue(), 0.002);
        assertEquals(0.03, kinds.shareOfErrors("provider-timeout").toDecimal(4).doubleValue(), 0.002);
    }

    @Test
    void staticAnswersAreGoodAndDegraded() {
        set(Fault.PROVIDER_OUTAGE, "0.5");
        world.set(Flag.STATIC_ANSWERS, ControlState.of("on"));
        clock.set(NINE.plusSeconds(600));
        ErrorBreakdown kinds = service.breakdown(CHAT, NINE, clock.now());
        assertEquals(0.5, (double) kinds.degradedByKind().get("static") / kinds.arrivals(), 0.001);
        assertEquals(Map.of(), kinds.errorsByKind().tailMap("provider"));
    }

    @Test
    void aChangeInTheCourseOfAMinuteTakesEffectWithTheNext() {
        clock.set(NINE.plusSeconds(30));
        set(Fault.PROVIDER_OUTAGE, "1");
        clock.set(NINE.plusSeconds(180));
        List<Long> bad = between(NINE, clock.now()).stream()
                .map(sample -> sample.counts().bad())
                .toList();
        assertTrue(bad.get(0) < 2, bad.toString());
        assertTrue(bad.get(1) > 500, bad.toString());
        assertTrue(bad.get(2) > 500, bad.toString());
    }

    @Test
    void whatIsOverIsNotChangedByWhatComes() {
        clock.set(NINE.plusSeconds(60));
        List<Sample> before = between(NINE, clock.now());
        set(Fault.PROVIDER_OUTAGE, "1");
        assertEquals(before, between(NINE, clock.now()));
    }

    @Test
    void sameSeedSameWorldOtherSeedOtherWorld() {
        List<Sample> mine = between(NINE.minus(Duration.ofDays(1)), NINE);
        SimulatedService same = new SimulatedService(SimulatedWorld.create(clock, 7, new InMemoryWorldStore()));
        SimulatedService other = new SimulatedService(SimulatedWorld.create(clock, 8, new InMemoryWorldStore()));
        assertEquals(mine, same.closedBuckets(CHAT, NINE.minus(Duration.ofDays(1)), NINE));
        assertNotEquals(mine, other.closedBuckets(CHAT, NINE.minus(Duration.ofDays(1)), NINE));
    }

    @Test
    void theSameWorldOnEveryMachine() {
        set(Fault.PROVIDER_OUTAGE, "0.5");
        clock.set(NINE.plusSeconds(180));
        assertEquals(
                List.of(
                        new EventCounts(617, 617),
                        new EventCounts(305, 610),
                        new EventCounts(298, 596),
                        new EventCounts(309, 618)),
                between(NINE.minusSeconds(60), clock.now()).stream()
                        .map(Sample::counts)
                        .toList());
    }

    private void set(Fault fault, String ratio) {
        world.set(fault, Ratio.of(ratio));
    }

    private static void assertWithinOne(double expected, long count) {
        assertTrue(Math.abs(expected - count) < 1, count + " instead of " + expected);
    }

    private double averageTotal(Instant from, int minutes) {
        return sum(from, from.plus(Duration.ofMinutes(minutes))).total() / (double) minutes;
    }

    private EventCounts sum(Instant from, Instant until) {
        return between(from, until).stream().map(Sample::counts).reduce(EventCounts.NONE, EventCounts::plus);
    }

    private List<Sample> between(Instant from, Instant until) {
        return service.closedBuckets(CHAT, from, until);
    }
}
