package dev.safeguard.application.shift;

import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A shift in figures.
 *
 * @param nightsWoken nights (22:00 to 08:00 where the on-call people live) in which a sev1 page woke somebody
 * @param timesToDetect from the first bad bucket to the page, one for each incident, shortest first
 * @param timesToResolve from the page to the resolution, one for each resolved incident, shortest first
 * @param budgetConsumedWorst the worst rolling period, as a share of its error budget
 * @param mitigationsOn mitigations in force when the shift ends
 */
public record ShiftSummary(
        int incidents,
        int sev1Pages,
        int sev2Pages,
        int tickets,
        int nightsWoken,
        List<Duration> timesToDetect,
        List<Duration> timesToResolve,
        Ratio budgetConsumedWorst,
        int mitigationsOn) {

    public ShiftSummary {
        timesToDetect = timesToDetect.stream().sorted().toList();
        timesToResolve = timesToResolve.stream().sorted().toList();
    }

    /** The middle one, or the lower of the two in the middle. */
    public static Optional<Duration> median(List<Duration> sorted) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
    }

    public static Optional<Duration> worst(List<Duration> sorted) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.getLast());
    }

    Figures figures() {
        Figures figures = Figures.NONE
                .with("incidents", incidents)
                .with("pages.sev1", sev1Pages)
                .with("pages.sev2", sev2Pages)
                .with("tickets", tickets)
                .with("nightsWoken", nightsWoken);
        figures = with(figures, "detectMedian", median(timesToDetect));
        figures = with(figures, "detectWorst", worst(timesToDetect));
        figures = with(figures, "resolveMedian", median(timesToResolve));
        figures = with(figures, "resolveWorst", worst(timesToResolve));
        return figures.with("budgetConsumedWorst", budgetConsumedWorst, 4).with("mitigationsOn", mitigationsOn);
    }

    private static Figures with(Figures figures, String name, Optional<Duration> duration) {
        return duration.map(value -> figures.with(name, value)).orElse(figures);
    }

    /** The figures in a few words. */
    String sentence() {
        return incidents + (incidents == 1 ? " incident" : " incidents")
                + " · pages " + sev1Pages + " sev1, " + sev2Pages + " sev2"
                + " · " + tickets + (tickets == 1 ? " ticket" : " tickets")
                + times("detected", timesToDetect)
                + times("resolved", timesToResolve)
                + " · " + nightsWoken + (nightsWoken == 1 ? " night woken" : " nights woken")
                + " · worst period spent "
                + budgetConsumedWorst.times(Ratio.of(100, 1)).toDecimal(0).toPlainString() + " % of its budget"
                + (mitigationsOn == 0
                        ? ""
                        : " · " + mitigationsOn + (mitigationsOn == 1 ? " mitigation" : " mitigations") + " still on");
    }

    private static String times(String what, List<Duration> sorted) {
        return median(sorted)
                .map(middle -> " · " + what + " after " + Window.text(middle) + " (median), "
                        + Window.text(sorted.getLast()) + " (worst)")
                .orElse("");
    }
}
