package dev.safeguard.application.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.BudgetPeriod;
import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Exhaustion;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ReadBudgetsTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final SloName ANSWERS = new SloName("answers");
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final FakeClock clock = new FakeClock(NOON);
    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    private final ReadBudgets budgets = new ReadBudgets(work, clock);

    @Test
    void aDayOfErrorsIsTheShareOfThePeriodThatItWas() {
        watch(ANSWERS);
        fill(NOON.minus(DAY.multipliedBy(30)), NOON, 0);
        fill(NOON.minus(DAY), NOON.minus(Duration.ofHours(12)), 5);

        SloBudget budget = onlyBudget();

        assertEquals(new EventCounts(4_320_000 - 3_600, 4_320_000), budget.reading().measured().counts());
        assertEquals(Optional.of(Ratio.of(3_600, 43_200)), budget.reading().spent());
        assertEquals(39_600, budget.reading().badLeft());
        assertEquals(NOON, budget.reading().asOf());
        assertEquals(Freshness.FRESH, budget.freshness());
    }

    @Test
    void thePresentRateIsThatOfTheLongestWindowThatPages() {
        watch(ANSWERS);
        fill(NOON.minus(DAY), NOON.minus(Duration.ofHours(1)), 0);
        fill(NOON.minus(Duration.ofHours(1)), NOON, 60);

        SloBudget budget = onlyBudget();
        assertEquals(Window.ofHours(6), budget.reading().rateWindow());
        assertEquals(Optional.of(new BurnRate(Ratio.of(10, 1))), budget.reading().burn());
        assertInstanceOf(Exhaustion.At.class, budget.reading().exhaustion());

        SloBudget asked = budgets.read(List.of(), Optional.empty(), Optional.of(Window.ofHours(1))).getFirst();
        assertEquals(Optional.of(new BurnRate(Ratio.of(60, 1))), asked.reading().burn());
    }

    @Test
    void aWindowThatIsNoMultipleOfTheResolutionIsRefused() {
        watch(ANSWERS);
        Optional<Window> odd = Optional.of(new Window(Duration.ofSeconds(90)));

        assertThrows(IllegalArgumentException.class, () -> budgets.read(List.of(), Optional.empty(), odd));
    }

    @Test
    void everythingIsOfTheLastBoundaryEvaluated() {
        watch(ANSWERS);
        fill(NOON.minus(DAY), NOON, 0);
        evaluated(NOON.minus(Duration.ofHours(2)));
        fill(NOON.minus(Duration.ofHours(2)), NOON, 100);

        assertEquals(0, onlyBudget().reading().measured().counts().bad());
        assertEquals(NOON.minus(Duration.ofHours(2)), onlyBudget().reading().asOf());
    }

    @Test
    void whatWasNeverEvaluatedIsReadAtTheBoundaryBeforeNow() {
        watch(ANSWERS);
        clock.set(NOON.plusSeconds(59));

        assertEquals(NOON, onlyBudget().reading().asOf());
    }

    @Test
    void anOldMeasurementMakesItBlind() {
        watch(ANSWERS);
        fill(NOON.minus(DAY), NOON.minus(Duration.ofMinutes(15)), 0);

        assertEquals(Freshness.BLIND, onlyBudget().freshness());
    }

    @Test
    void aMonthBeginsWhereItsZoneHasItBegin() {
        watch(ANSWERS);
        fill(Instant.parse("2026-02-28T00:00:00Z"), NOON, 1);

        BudgetPeriod.Month utc = new BudgetPeriod.Month(YearMonth.of(2026, 3), UTC);
        BudgetPeriod.Month madrid = new BudgetPeriod.Month(YearMonth.of(2026, 3), ZoneId.of("Europe/Madrid"));

        assertEquals(36 * 60, month(utc).reading().measured().counts().bad());
        assertEquals(37 * 60, month(madrid).reading().measured().counts().bad());
        assertEquals(Optional.of(Ratio.of(37, 743)), month(madrid).reading().spent(), "31 days less an hour");
        assertEquals(Ratio.ONE, month(madrid).reading().coverage());
    }

    @Test
    void aMonthThatIsOverIsReadAtItsEnd() {
        watch(ANSWERS);
        fill(Instant.parse("2026-02-01T00:00:00Z"), NOON, 0);
        fill(Instant.parse("2026-02-28T23:00:00Z"), Instant.parse("2026-03-01T01:00:00Z"), 10);

        BudgetPeriod.Month february = new BudgetPeriod.Month(YearMonth.of(2026, 2), UTC);

        assertEquals(600, month(february).reading().measured().counts().bad());
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), month(february).reading().asOf());
    }

    @Test
    void aMonthThatBeganAfterTheLastEvaluationIsNotMeasured() {
        watch(ANSWERS);
        fill(NOON.minus(DAY.multipliedBy(5)), Instant.parse("2026-02-28T22:00:00Z"), 0);
        evaluated(Instant.parse("2026-02-28T22:00:00Z"));

        SloBudget march = month(BudgetPeriod.Month.of(NOON, UTC));

        assertInstanceOf(Measurement.Unmeasured.class, march.reading().measured());
        assertEquals(Optional.empty(), march.reading().left());
    }

    @Test
    void aMonthToComeIsRefused() {
        watch(ANSWERS);
        BudgetPeriod.Month april = new BudgetPeriod.Month(YearMonth.of(2026, 4), UTC);

        var refused = assertThrows(IllegalArgumentException.class, () -> month(april));
        assertEquals("month 2026-04 (UTC) has not begun by 2026-03-02T12:00:00Z", refused.getMessage());
    }

    @Test
    void theIncidentThatSpentMostComesFirst() {
        watch(ANSWERS);
        fill(NOON.minus(DAY.multipliedBy(30)), NOON, 0);
        fill(NOON.minus(Duration.ofHours(20)), NOON.minus(Duration.ofHours(19)), 10);
        fill(NOON.minus(Duration.ofHours(2)), NOON.minus(Duration.ofHours(1)), 50);
        incident(NOON.minus(Duration.ofHours(20)), Optional.of(NOON.minus(Duration.ofHours(18))));
        incident(NOON.minus(Duration.ofHours(2)), Optional.empty());

        List<SloBudget.Share> shares = onlyBudget().incidents();

        assertEquals(List.of("INC-2", "INC-1"), names(shares));
        assertEquals(Ratio.of(3_000, 43_200), shares.getFirst().share());
        assertEquals(NOON, shares.getFirst().until(), "it is still open");
        assertEquals(NOON.minus(Duration.ofHours(18)), shares.getLast().until());
        assertEquals(600, shares.getLast().events().bad());
    }

    @Test
    void aBucketIsCountedWithOneIncidentOnly() {
        watch(ANSWERS);
        fill(NOON.minus(DAY), NOON, 10);
        incident(NOON.minus(Duration.ofHours(10)), Optional.of(NOON.minus(Duration.ofHours(5))));
        incident(NOON.minus(Duration.ofHours(6)), Optional.of(NOON.minus(Duration.ofHours(1))));

        assertEquals(
                List.of(5 * 600L, 4 * 600L),
                onlyBudget().incidents().stream().map(share -> share.events().bad()).toList());
    }

    @Test
    void anIncidentSpendsWithinThePeriodOnly() {
        watch(ANSWERS);
        fill(Instant.parse("2026-02-28T00:00:00Z"), NOON, 10);
        incident(Instant.parse("2026-02-28T12:00:00Z"), Optional.of(Instant.parse("2026-03-01T01:00:00Z")));

        SloBudget march = month(BudgetPeriod.Month.of(NOON, UTC));

        assertEquals(600, march.incidents().getFirst().events().bad());
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), march.incidents().getFirst().from());
    }

    @Test
    void aFalseAlarmSpentNothing() {
        watch(ANSWERS);
        fill(NOON.minus(DAY), NOON, 10);
        Incident incident = incident(NOON.minus(Duration.ofHours(3)), Optional.empty());
        work.commit(stores -> stores.incidents()
                .save(incident.with(NOON, Actor.human("ana"), new Change.Cancelled("a load test"), "cancelled")));

        assertEquals(List.of(), onlyBudget().incidents());
    }

    @Test
    void allAreReadByNameOrThoseAskedFor() {
        SloName fast = new SloName("fast");
        watch(fast);
        watch(ANSWERS);

        assertEquals(List.of(ANSWERS, fast), slos(budgets.read(List.of(), Optional.empty(), Optional.empty())));
        assertEquals(List.of(fast), slos(budgets.read(List.of(fast), Optional.empty(), Optional.empty())));
    }

    @Test
    void whatIsNotWatchedIsSaidWithWhatIs() {
        watch(ANSWERS);
        List<SloName> wrong = List.of(ANSWERS, new SloName("anwsers"));

        var refused = assertThrows(
                SloNotWatchedException.class, () -> budgets.read(wrong, Optional.empty(), Optional.empty()));

        assertTrue(refused.getMessage().contains("anwsers"));
        assertEquals(List.of(ANSWERS), refused.watched());
        assertEquals(new SloName("anwsers"), refused.slo());
    }

    private SloBudget onlyBudget() {
        return budgets.read(List.of(), Optional.empty(), Optional.empty()).getFirst();
    }

    private SloBudget month(BudgetPeriod.Month month) {
        return budgets.read(List.of(), Optional.of(month), Optional.empty()).getFirst();
    }

    private static List<SloName> slos(List<SloBudget> budgets) {
        return budgets.stream().map(budget -> budget.reading().slo().name()).toList();
    }

    private static List<String> names(List<SloBudget.Share> shares) {
        return shares.stream().map(share -> share.incident().toString()).toList();
    }

    private void watch(SloName name) {
        Slo slo = new Slo(
                name,
                new ServiceName("chat"),
                "answers returned",
                Objective.of("0.99"),
                Slo.DEFAULT_PERIOD,
                Slo.DEFAULT_RESOLUTION);
        work.commit(stores -> stores.alerts().saveRule(AlertRule.builtIn(slo)));
    }

    private void evaluated(Instant boundary) {
        work.commit(stores -> stores.alerts()
                .save(new AlertState(ANSWERS, Level.OK, new TreeSet<>(), Freshness.FRESH, boundary, boundary)));
    }

    /** A hundred events a minute, so many of them bad. */
    private void fill(Instant from, Instant until, int bad) {
        List<Sample> samples = new ArrayList<>();
        for (Instant start = from; start.isBefore(until); start = start.plus(Slo.DEFAULT_RESOLUTION)) {
            samples.add(new Sample(ANSWERS, start, new EventCounts(100 - bad, 100)));
        }
        work.commit(stores -> stores.samples().save(samples));
    }

    /** Detected ten minutes after its onset. */
    private Incident incident(Instant onset, Optional<Instant> resolved) {
        return work.write(stores -> {
            Incident detected = stores.incidents().open(id -> detected(id, onset));
            Incident incident = resolved.map(at ->
                            detected.with(at, Actor.ALERTING, new Change.Resolved(), "recovered by itself"))
                    .orElse(detected);
            stores.incidents().save(incident);
            return incident;
        });
    }

    private static Incident detected(IncidentId id, Instant onset) {
        return Incident.detected(
                id,
                onset.plus(Duration.ofMinutes(10)),
                Actor.ALERTING,
                new Change.Detected(new ServiceName("chat"), ANSWERS, Severity.SEV1, Optional.empty()),
                "burn",
                Figures.NONE.with("onset", onset.toString()));
    }
}
