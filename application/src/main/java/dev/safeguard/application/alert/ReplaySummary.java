package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What it is like to be on call under a policy: how often it pages, when, and how much budget is gone by then.
 *
 * @param slos how many SLOs the replay told of
 * @param span from the first bucket of any SLO to the end of the last one
 * @param pages pages sent, each SLO for itself
 * @param sev1Pages those of them that wake somebody, rather than page calmly
 * @param nightPages those of them sent from 22:00 on and before 08:00 by the clock on the wall
 * @param medianBudgetAtPage the share of the period's budget that the paging tier's long window had spent when a page
 *     was sent, in the middle of all pages; empty without a page
 * @param worstBudget the share of its budget that the worst rolling period of the worst SLO spent, whatever was sent;
 *     empty without an SLO
 */
public record ReplaySummary(
        int slos,
        Duration span,
        int pages,
        int sev1Pages,
        int nightPages,
        int tickets,
        Optional<Ratio> medianBudgetAtPage,
        Optional<Ratio> worstBudget) {

    private static final LocalTime NIGHTFALL = LocalTime.of(22, 0);
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * Sums a replay up.
     *
     * @param zone where the nights are
     */
    public static ReplaySummary of(List<Replay> replays, ZoneId zone) {
        List<Sighting> pages = new ArrayList<>();
        int tickets = 0;
        for (Replay replay : replays) {
            Stretch.pages(replay).forEach(stretch -> pages.addAll(stretch.alarms()));
            tickets += replay.tickets().size();
        }
        return new ReplaySummary(
                replays.size(),
                span(replays),
                pages.size(),
                (int) pages.stream()
                        .filter(page -> page.severity() == Severity.SEV1)
                        .count(),
                (int) pages.stream().filter(page -> isNight(page.at(), zone)).count(),
                tickets,
                Middle.ofRatios(pages.stream().map(Sighting::budgetSpent).toList()),
                replays.stream().map(Replay::budgetConsumedWorst).max(Comparator.naturalOrder()));
    }

    /** Pages for each seven days of the span, exactly; empty where there is no span. */
    public Optional<Ratio> pagesAWeek() {
        return span.isZero()
                ? Optional.empty()
                : Optional.of(Ratio.of(pages, 1).times(Ratio.of(WEEK.toSeconds(), span.toSeconds())));
    }

    /** Whether somebody is asleep: from 22:00 on and before 08:00 there. */
    static boolean isNight(Instant at, ZoneId zone) {
        LocalTime time = LocalTime.ofInstant(at, zone);
        return !time.isBefore(NIGHTFALL) || time.isBefore(MORNING);
    }

    private static Duration span(List<Replay> replays) {
        Optional<Instant> from = replays.stream().map(Replay::from).min(Comparator.naturalOrder());
        Optional<Instant> to = replays.stream().map(Replay::to).max(Comparator.naturalOrder());
        return from.isPresent() && to.isPresent() ? Duration.between(from.get(), to.get()) : Duration.ZERO;
    }
}
