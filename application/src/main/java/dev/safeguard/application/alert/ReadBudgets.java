package dev.safeguard.application.alert;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.SampleStore;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.slo.BudgetPeriod;
import dev.safeguard.domain.slo.BudgetReading;
import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How much of their error budgets SLOs have spent, on what, and how long the rest lasts at the present rate, as of the
 * last boundary evaluated.
 */
public final class ReadBudgets {

    /** The window for the present rate where no tier of a policy pages. */
    private static final Window USUAL_RATE_WINDOW = Window.ofHours(6);

    private final UnitOfWork work;
    private final Clock clock;

    public ReadBudgets(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The budgets by name of their SLO, all of one moment.
     *
     * @param slos which; all under watch when empty
     * @param month the month to count over, in place of each SLO's own rolling period
     * @param rateWindow what to take the present rate from, in place of the longest window of a tier that pages
     * @throws SloNotWatchedException when one of them is not under watch
     * @throws IllegalArgumentException when the month has not begun, or the window is no multiple of the resolution
     */
    public List<SloBudget> read(
            Collection<SloName> slos, Optional<BudgetPeriod.Month> month, Optional<Window> rateWindow) {
        Instant now = clock.now();
        month.filter(later -> later.from(now).isAfter(now)).ifPresent(later -> {
            throw new IllegalArgumentException("month " + later + " has not begun by " + now);
        });
        return work.read(stores -> {
            slos.forEach(slo -> rule(stores, slo));
            return stores.alerts().rules().stream()
                    .filter(rule -> slos.isEmpty() || slos.contains(rule.slo().name()))
                    .map(rule -> budget(stores, rule, month, rateWindow, now))
                    .toList();
        });
    }

    /**
     * The rule that watches this SLO.
     *
     * @throws SloNotWatchedException when there is none
     */
    public static AlertRule rule(Stores stores, SloName slo) {
        return stores.alerts().findRule(slo).orElseThrow(() -> new SloNotWatchedException(
                slo,
                stores.alerts().rules().stream().map(rule -> rule.slo().name()).toList()));
    }

    /** The budget of an SLO's own rolling period, within a transaction. */
    public static BudgetReading reading(Stores stores, AlertRule rule, Instant now) {
        return reading(stores, rule, new BudgetPeriod.Rolling(rule.slo().period()), now);
    }

    /** The budget of an SLO over this period, within a transaction. */
    public static BudgetReading reading(Stores stores, AlertRule rule, BudgetPeriod period, Instant now) {
        return reading(stores, rule, period, rateWindow(rule), now);
    }

    /** How old the newest measurement of an SLO is, within a transaction. */
    public static Freshness freshness(Stores stores, AlertRule rule, Instant now) {
        Slo slo = rule.slo();
        return Freshness.of(
                stores.samples().newestStart(slo.name()).map(start -> start.plus(slo.resolution())),
                now,
                rule.policy());
    }

    private static SloBudget budget(
            Stores stores,
            AlertRule rule,
            Optional<BudgetPeriod.Month> month,
            Optional<Window> rateWindow,
            Instant now) {
        BudgetPeriod own = new BudgetPeriod.Rolling(rule.slo().period());
        BudgetReading reading = reading(
                stores,
                rule,
                month.<BudgetPeriod>map(given -> given).orElse(own),
                rateWindow.orElseGet(() -> rateWindow(rule)),
                now);
        return new SloBudget(reading, freshness(stores, rule, now), shares(stores, reading));
    }

    private static Window rateWindow(AlertRule rule) {
        return rule.policy().tiers().stream()
                .filter(tier -> tier.severity().isPage())
                .map(BurnTier::longWindow)
                .max(Window::compareTo)
                .orElse(USUAL_RATE_WINDOW);
    }

    private static BudgetReading reading(
            Stores stores, AlertRule rule, BudgetPeriod period, Window rateWindow, Instant now) {
        Slo slo = rule.slo();
        Instant at = stores.alerts().find(slo.name()).map(AlertState::asOf).orElse(now);
        Instant boundary = within(period, lastBoundary(at, slo.resolution()));
        return new BudgetReading(
                slo,
                period,
                boundary,
                measured(stores, slo, period.from(boundary), boundary, period.buckets(boundary, slo.resolution())),
                rateWindow,
                measured(
                        stores,
                        slo,
                        boundary.minus(rateWindow.length()),
                        boundary,
                        rateWindow.buckets(slo.resolution())));
    }

    private static Instant lastBoundary(Instant at, Duration resolution) {
        long seconds = resolution.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }

    /** A month that is over is read at its end, and one that has begun since the last evaluation at its beginning. */
    private static Instant within(BudgetPeriod period, Instant at) {
        Instant from = period.from(at);
        Instant until = period.until(at);
        return at.isBefore(from) ? from : at.isAfter(until) ? until : at;
    }

    private static Measurement measured(Stores stores, Slo slo, Instant from, Instant until, int buckets) {
        SampleStore.Sum sum = stores.samples().sum(slo.name(), from, until);
        return Measurement.of(sum.counts(), new Coverage(sum.buckets(), buckets));
    }

    /** One incident after the other, so that no bucket is counted twice; a false alarm spent nothing. */
    private static List<SloBudget.Share> shares(Stores stores, BudgetReading reading) {
        Slo slo = reading.slo();
        List<SloBudget.Share> shares = new ArrayList<>();
        Instant counted = reading.from();
        for (Incident incident : stores.incidents().all().reversed()) {
            if (!incident.slos().contains(slo.name()) || incident.state() == IncidentState.CANCELLED) {
                continue;
            }
            Instant from = later(onset(incident), counted);
            Instant until = earlier(incident.resolvedAt().orElse(reading.asOf()), reading.asOf());
            if (from.isBefore(until)) {
                EventCounts events =
                        stores.samples().sum(slo.name(), from, until).counts();
                shares.add(new SloBudget.Share(incident.id(), from, until, events, reading.shareOf(events.bad())));
                counted = until;
            }
        }
        return shares.stream()
                .filter(share -> share.events().bad() > 0)
                .sorted(Comparator.comparing(SloBudget.Share::share).reversed())
                .toList();
    }

    private static Instant onset(Incident incident) {
        return incident.timeline().getFirst().figures().text("onset").map(Instant::parse).orElse(incident.detectedAt());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
