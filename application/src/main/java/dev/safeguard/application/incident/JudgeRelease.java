package dev.safeguard.application.incident;

import dev.safeguard.application.alert.ReadBudgets;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.ReleaseTerms;
import dev.safeguard.domain.alert.ReleaseVerdict;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.slo.BudgetPeriod;
import dev.safeguard.domain.slo.BudgetReading;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Decides whether a release may go out, by the error budget of an SLO. The repair of an incident always may: that is
 * written on its timeline, with the budget it went out on.
 */
public final class JudgeRelease {

    private final UnitOfWork work;
    private final Clock clock;

    public JudgeRelease(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The decision about an ordinary release.
     *
     * @param calendar the time zone of the month to count over, in place of the SLO's own rolling period
     * @throws dev.safeguard.application.alert.SloNotWatchedException when the SLO is not under watch
     */
    public Judgement judge(SloName slo, ReleaseTerms terms, Optional<ZoneId> calendar) {
        Instant now = clock.now();
        return work.read(
                stores -> judged(stores, ReadBudgets.rule(stores, slo), terms, calendar, Optional.empty(), now));
    }

    /**
     * The decision about the repair of an incident, recorded in the name of a human.
     *
     * @param calendar as for {@link #judge}
     * @throws dev.safeguard.application.alert.SloNotWatchedException when the SLO is not under watch
     * @throws IncidentNotFoundException when there is none of this id
     * @throws NotAFixException when it is of another service, or closed or cancelled
     */
    public Judgement judgeFix(
            SloName slo, ReleaseTerms terms, Optional<ZoneId> calendar, IncidentId id, Actor human) {
        Instant now = clock.now();
        return work.write(stores -> {
            AlertRule rule = ReadBudgets.rule(stores, slo);
            Incident incident = repairable(Lookup.any(stores, id), rule);
            Judgement judged = judged(stores, rule, terms, calendar, Optional.of(incident), now);
            Incident recorded = incident.with(
                    now,
                    human,
                    new Change.Recorded(Change.Fact.RELEASE),
                    human + " releases the repair: " + sentence(judged.budget()),
                    figures(judged));
            stores.incidents().save(recorded);
            return new Judgement(
                    judged.budget(),
                    judged.freshness(),
                    terms,
                    judged.verdict(),
                    judged.backAt(),
                    Optional.of(recorded));
        });
    }

    private static Judgement judged(
            Stores stores,
            AlertRule rule,
            ReleaseTerms terms,
            Optional<ZoneId> calendar,
            Optional<Incident> fix,
            Instant now) {
        BudgetReading budget = calendar.map(
                        zone -> ReadBudgets.reading(stores, rule, BudgetPeriod.Month.of(now, zone), now))
                .orElseGet(() -> ReadBudgets.reading(stores, rule, now));
        Freshness freshness = ReadBudgets.freshness(stores, rule, now);
        ReleaseVerdict verdict = ReleaseVerdict.of(budget, freshness, terms);
        Optional<Instant> backAt =
                switch (verdict) {
                    case ReleaseVerdict.Ship ignored -> Optional.empty();
                    case ReleaseVerdict.CannotTell ignored -> Optional.empty();
                    case ReleaseVerdict.Stop ignored -> Optional.of(backAt(stores, budget, terms));
                };
        return new Judgement(budget, freshness, terms, verdict, backAt, fix);
    }

    private static Instant backAt(Stores stores, BudgetReading budget, ReleaseTerms terms) {
        return switch (budget.period()) {
            case BudgetPeriod.Rolling ignored ->
                budget.backAt(
                        stores.samples().find(budget.slo().name(), budget.from(), budget.asOf()), terms.minLeft());
            // A month gives nothing back, and the next one has a budget of its own.
            case BudgetPeriod.Month month -> month.until(budget.asOf());
        };
    }

    private static Incident repairable(Incident incident, AlertRule rule) {
        if (!incident.service().equals(rule.slo().service())) {
            throw new NotAFixException(incident.id() + " is an incident of service " + incident.service() + ", and SLO "
                    + rule.slo().name() + " is one of service " + rule.slo().service());
        }
        IncidentState state = incident.state();
        if (state == IncidentState.CLOSED || state == IncidentState.CANCELLED) {
            throw new NotAFixException(incident.id() + " is " + state.word() + ": there is nothing left to repair");
        }
        return incident;
    }

    private static String sentence(BudgetReading budget) {
        String which = "the " + budget.period() + " budget of " + budget.slo().name();
        return budget.spent()
                .map(spent -> spent.times(Ratio.of(100, 1)).toDecimal(1).toPlainString() + " % of " + which
                        + " is spent, " + budget.measured().counts().bad() + " bad events where " + budget.wholeBadAllowed()
                        + " are allowed")
                .orElse(which + " is not measured");
    }

    private static Figures figures(Judgement judged) {
        Figures figures = judged.budget()
                .figures()
                .with("verdict", judged.verdict().word())
                .with("minLeft", judged.terms().minLeft(), 4)
                .with("freshness", judged.freshness().word());
        return judged.backAt().map(at -> figures.with("backAt", at.toString())).orElse(figures);
    }
}
