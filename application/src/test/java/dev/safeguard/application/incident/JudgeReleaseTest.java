package dev.safeguard.application.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.alert.SloNotWatchedException;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.ReleaseTerms;
import dev.safeguard.domain.alert.ReleaseVerdict;
import dev.safeguard.domain.alert.ReleaseVerdict.CannotTell;
import dev.safeguard.domain.alert.ReleaseVerdict.Gap;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JudgeReleaseTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant MONTH_AGO = NOON.minus(Slo.DEFAULT_PERIOD);
    private static final SloName ANSWERS = new SloName("answers");
    private static final SloName PICTURES = new SloName("pictures");
    private static final Actor ANA = Actor.human("ana");
    private static final ReleaseTerms ANYTHING_LEFT = new ReleaseTerms(Ratio.ZERO, Ratio.of(1, 2));

    private static final Optional<ZoneId> ROLLING = Optional.empty();
    private static final Optional<ZoneId> MONTH_OF_MADRID = Optional.of(ZoneId.of("Europe/Madrid"));

    private final FakeClock clock = new FakeClock(NOON);
    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    private final JudgeRelease judge = new JudgeRelease(work, clock);

    @BeforeEach
    void watchTwoServices() {
        watch(ANSWERS, new ServiceName("chat"));
        watch(PICTURES, new ServiceName("draw"));
    }

    @Test
    void withBudgetLeftItShips() {
        fill(MONTH_AGO, NOON, 0);

        Judgement judged = judge.judge(ANSWERS, ANYTHING_LEFT, ROLLING);

        assertEquals(new ReleaseVerdict.Ship(), judged.verdict());
        assertEquals(Optional.empty(), judged.backAt());
        assertTrue(judged.passes());
    }

    @Test
    void withoutBudgetItStopsAndSaysWhenItIsBack() {
        spendTooMuch();

        Judgement judged = judge.judge(ANSWERS, ANYTHING_LEFT, ROLLING);

        assertEquals(new ReleaseVerdict.Stop(), judged.verdict());
        assertFalse(judged.passes());
        // 45,000 - 50 x 37 = 43,150: without 37 buckets, the last of which started at 12:36 thirty days ago.
        assertEquals(Optional.of(Instant.parse("2026-03-02T12:37:00Z")), judged.backAt());
    }

    @Test
    void afterThatInstantItShips() {
        spendTooMuch();
        Instant back = Instant.parse("2026-03-02T12:37:00Z");

        fill(NOON, back, 0);
        clock.set(back.minusSeconds(60));
        assertEquals(new ReleaseVerdict.Stop(), judge.judge(ANSWERS, ANYTHING_LEFT, ROLLING).verdict());
        clock.set(back);
        assertEquals(new ReleaseVerdict.Ship(), judge.judge(ANSWERS, ANYTHING_LEFT, ROLLING).verdict());
    }

    @Test
    void byTheMonthOnlyWhatWentBadInItCounts() {
        fill(MONTH_AGO, NOON, 0);
        Instant march = Instant.parse("2026-02-28T23:00:00Z");
        fill(march.minus(Duration.ofDays(1)), march, 100);

        assertEquals(
                new ReleaseVerdict.Stop(),
                judge.judge(ANSWERS, ANYTHING_LEFT, ROLLING).verdict());
        assertEquals(
                new ReleaseVerdict.Ship(),
                judge.judge(ANSWERS, ANYTHING_LEFT, MONTH_OF_MADRID).verdict());
    }

    @Test
    void aMonthThatIsSpentStopsUntilTheNextOneBegins() {
        fill(MONTH_AGO, NOON, 0);
        fill(NOON.minus(Duration.ofHours(10)), NOON, 100);

        Judgement judged = judge.judge(ANSWERS, ANYTHING_LEFT, MONTH_OF_MADRID);

        assertEquals(new ReleaseVerdict.Stop(), judged.verdict());
        assertEquals(Optional.of(Instant.parse("2026-03-31T22:00:00Z")), judged.backAt());
    }

    @Test
    void whatCannotBeMeasuredDoesNotShip() {
        assertEquals(new CannotTell(Gap.NO_DATA), judge.judge(ANSWERS, ANYTHING_LEFT, ROLLING).verdict());

        fill(NOON.minus(Duration.ofDays(14)), NOON, 0);
        assertEquals(new CannotTell(Gap.COVERAGE), judge.judge(ANSWERS, ANYTHING_LEFT, ROLLING).verdict());

        fill(MONTH_AGO, NOON, 0);
        clock.set(NOON.plus(Duration.ofMinutes(15)));
        assertEquals(new CannotTell(Gap.BLIND), judge.judge(ANSWERS, ANYTHING_LEFT, ROLLING).verdict());
        assertFalse(judge.judge(ANSWERS, ANYTHING_LEFT, ROLLING).passes());
    }

    @Test
    void theRepairOfAnIncidentPassesAndIsOnItsTimelineWithTheBudget() {
        fill(MONTH_AGO, NOON, 0);
        fill(NOON.minus(Duration.ofHours(10)), NOON, 100);
        Incident incident = declared();

        Judgement judged = judge.judgeFix(ANSWERS, ANYTHING_LEFT, ROLLING, incident.id(), ANA);

        assertEquals(new ReleaseVerdict.Stop(), judged.verdict());
        assertTrue(judged.passes());
        Incident stored = work.read(stores -> stores.incidents().find(incident.id())).orElseThrow();
        assertEquals(Optional.of(stored), judged.fix());
        IncidentEvent release = stored.facts(Change.Fact.RELEASE).getFirst();
        assertEquals(ANA, release.actor());
        assertEquals(
                "ana releases the repair: 138.9 % of the 30d budget of answers is spent, 60000 bad events where 43200 are"
                        + " allowed",
                release.message());
        assertEquals(Optional.of("stop"), release.figures().text("verdict"));
        assertEquals(Optional.of(60_000L), release.figures().count("bad"));
        assertEquals("-0.3889", release.figures().decimal("budgetLeft").orElseThrow().toPlainString());
        assertEquals(judged.backAt().map(Instant::toString), release.figures().text("backAt"));
        assertEquals(IncidentState.DETECTED, stored.state(), "a release moves nothing");
    }

    @Test
    void aRepairPassesWhereNothingIsMeasuredToo() {
        Incident incident = declared();

        Judgement judged = judge.judgeFix(ANSWERS, ANYTHING_LEFT, ROLLING, incident.id(), ANA);

        assertEquals(new CannotTell(Gap.NO_DATA), judged.verdict());
        assertTrue(judged.passes());
        assertEquals(
                "ana releases the repair: the 30d budget of answers is not measured",
                judged.fix().orElseThrow().timeline().getLast().message());
    }

    @Test
    void aResolvedIncidentMayStillBeRepaired() {
        Incident incident = declared();
        new ResolveIncident(work, clock).resolve(incident.id(), Optional.empty(), Optional.of("an exercise"), Optional.empty(), ANA);

        Judgement judged = judge.judgeFix(ANSWERS, ANYTHING_LEFT, ROLLING, incident.id(), ANA);

        assertTrue(judged.passes());
        work.commit(stores -> stores.incidents()
                .save(judged.fix().orElseThrow().with(NOON, ANA, new Change.Closed(Optional.of("exercise")), "closed")));
        assertEquals("INC-1 is closed: there is nothing left to repair", refused(ANSWERS, incident.id()).getMessage());
    }

    @Test
    void whatIsOverOrElsewhereIsNotRepaired() {
        Incident incident = declared();

        assertEquals(
                "INC-1 is an incident of service chat, and SLO pictures is one of service draw",
                refused(PICTURES, incident.id()).getMessage());

        new CancelIncident(work, clock).cancel(incident.id(), "a load test", Optional.empty(), ANA);
        assertEquals("INC-1 is cancelled: there is nothing left to repair", refused(ANSWERS, incident.id()).getMessage());
        assertThrows(
                IncidentNotFoundException.class,
                () -> judge.judgeFix(ANSWERS, ANYTHING_LEFT, ROLLING, new IncidentId(7), ANA));
        assertEquals(
                List.of(),
                work.read(stores -> stores.incidents().find(incident.id()).orElseThrow().facts(Change.Fact.RELEASE)));
    }

    @Test
    void anSloThatIsNotWatchedIsNotJudged() {
        var refused = assertThrows(
                SloNotWatchedException.class, () -> judge.judge(new SloName("answer"), ANYTHING_LEFT, ROLLING));

        assertEquals(List.of(ANSWERS, PICTURES), refused.watched());
    }

    /** 43,200 may be bad; the first hour of the period spends 3,000 and the last ten hours 42,000. */
    private void spendTooMuch() {
        fill(MONTH_AGO, NOON, 0);
        fill(MONTH_AGO, MONTH_AGO.plus(Duration.ofHours(1)), 50);
        fill(NOON.minus(Duration.ofHours(10)), NOON, 70);
    }

    private NotAFixException refused(SloName slo, IncidentId id) {
        return assertThrows(NotAFixException.class, () -> judge.judgeFix(slo, ANYTHING_LEFT, ROLLING, id, ANA));
    }

    private Incident declared() {
        return new DeclareIncident(work, clock).declare(ANSWERS, Severity.SEV2, "answers look odd", ANA);
    }

    private void watch(SloName name, ServiceName service) {
        Slo slo = new Slo(
                name, service, "answers returned", Objective.of("0.99"), Slo.DEFAULT_PERIOD, Slo.DEFAULT_RESOLUTION);
        work.commit(stores -> stores.alerts().saveRule(AlertRule.builtIn(slo)));
    }

    /** A hundred events a minute, so many of them bad. */
    private void fill(Instant from, Instant until, int bad) {
        List<Sample> samples = new ArrayList<>();
        for (Instant start = from; start.isBefore(until); start = start.plus(Slo.DEFAULT_RESOLUTION)) {
            samples.add(new Sample(ANSWERS, start, new EventCounts(100 - bad, 100)));
        }
        work.commit(stores -> stores.samples().save(samples));
    }
}
