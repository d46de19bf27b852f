package dev.safeguard.application.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FakeMetricSource;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchAndStatusTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final SloName ANSWERS = new SloName("answers");
    private static final AlertRule RULE = AlertRule.builtIn(new Slo(
            ANSWERS,
            new ServiceName("chat"),
            "answers returned",
            Objective.of("0.99"),
            Slo.DEFAULT_PERIOD,
            Slo.DEFAULT_RESOLUTION));

    private final FakeClock clock = new FakeClock(NOON);
    private final FakeMetricSource source = new FakeMetricSource(clock);
    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();

    @Test
    void whatTheStoreLacksIsTakenFromTheSource() {
        source.fill(ANSWERS, NOON.minus(Duration.ofDays(2)), NOON, 99, 100);

        Observed first = begun(NOON).latest().getFirst();

        assertEquals(new EventCounts(2 * 24 * 60 * 99, 2 * 24 * 60 * 100), first.period().counts());
        assertEquals(Level.OK, first.after().level());
    }

    @Test
    void whatIsStoredIsNotAskedForAgain() {
        source.fill(ANSWERS, NOON.minus(Duration.ofHours(2)), NOON, 99, 100);
        WatchAlerts watch = begun(NOON);
        work.commit(watch::store);
        source.forget(ANSWERS, NOON.minus(Duration.ofHours(2)), NOON.minus(Duration.ofMinutes(1)));

        Observed again = begun(NOON).latest().getFirst();

        assertEquals(120, again.period().coverage().present());
    }

    @Test
    void troubleThatIsThereAtTheBeginningIsARise() {
        source.fill(ANSWERS, NOON.minus(Duration.ofHours(2)), NOON, 50, 100);

        assertTrue(begun(NOON).latest().getFirst().roseToPage());
    }

    @Test
    void everyBoundaryIsEvaluatedOnce() {
        source.fill(ANSWERS, NOON.minus(Duration.ofHours(2)), NOON.plus(Duration.ofHours(1)), 40, 100);
        WatchAlerts watch = begun(NOON.minus(Duration.ofMinutes(1)));

        assertEquals(1, watch.observe(NOON).size());
        assertEquals(0, watch.observe(NOON.plusSeconds(59)).size());
        assertEquals(NOON.plusSeconds(60), watch.nextBoundary());
    }

    @Test
    void aTotalOutageRisesToSev1AndTheRiseIsSeenOnce() {
        source.fill(ANSWERS, NOON.minus(Duration.ofHours(8)), NOON, 100, 100);
        source.fill(ANSWERS, NOON, NOON.plus(Duration.ofHours(1)), 0, 100);
        WatchAlerts watch = begun(NOON);

        int rises = 0;
        for (int minute = 1; minute <= 20; minute++) {
            clock.set(NOON.plus(Duration.ofMinutes(minute)));
            rises += watch.observe(clock.now()).getFirst().roseToPage() ? 1 : 0;
        }

        assertEquals(1, rises);
        assertEquals(Level.SEV1, watch.latest().getFirst().after().level());
        assertEquals("sev1", watch.latest().getFirst().leading().tier().name());
    }

    @Test
    void aLateBucketIsStillCounted() {
        source.fill(ANSWERS, NOON.minus(Duration.ofHours(1)), NOON, 100, 100);
        source.forget(ANSWERS, NOON.minus(Duration.ofMinutes(2)), NOON);
        WatchAlerts watch = begun(NOON);
        source.fill(ANSWERS, NOON.minus(Duration.ofMinutes(2)), NOON.plus(Duration.ofMinutes(1)), 100, 100);

        clock.set(NOON.plusSeconds(60));
        Observed seen = watch.observe(clock.now()).getFirst();

        assertEquals(61, seen.period().coverage().present());
    }

    @Test
    void withoutARuleThereIsNoStatus() {
        assertEquals(List.of(), new GetStatus(work, clock).get());
    }

    @Test
    void statusShowsTheLatchedLevelAndTheMeasurementsOfTheSameBoundary() {
        source.fill(ANSWERS, NOON.minus(Duration.ofHours(2)), NOON, 50, 100);
        WatchAlerts watch = begun(NOON);
        work.commit(watch::store);

        SloStatus status = new GetStatus(work, clock).get().getFirst();

        assertEquals(Level.SEV1, status.level());
        assertTrue(status.tiers().getFirst().firing());
        assertEquals(new EventCounts(250, 500), status.sli().counts());
        assertEquals(NOON, status.asOf());
        assertEquals(Freshness.FRESH, status.freshness());
    }

    @Test
    void silenceIsNotHealth() {
        source.fill(ANSWERS, NOON.minus(Duration.ofHours(2)), NOON.minus(Duration.ofMinutes(40)), 50, 100);
        WatchAlerts watch = begun(NOON);
        work.commit(watch::store);

        SloStatus status = new GetStatus(work, clock).get().getFirst();

        assertInstanceOf(Measurement.Unmeasured.class, status.sli());
        assertEquals(Freshness.BLIND, status.freshness());
        assertFalse(status.budgetRemaining().isEmpty());
    }

    private WatchAlerts begun(Instant at) {
        work.commit(stores -> stores.alerts().saveRule(RULE));
        WatchAlerts watch = new WatchAlerts(work, source);
        watch.begin(List.of(RULE), at);
        watch.observe(at);
        return watch;
    }
}
