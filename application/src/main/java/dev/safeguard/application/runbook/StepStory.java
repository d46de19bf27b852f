package dev.safeguard.application.runbook;

import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.Optional;

/** A step's outcome as an entry of the timeline, with the honest gain beside the SLI. */
final class StepStory {

    private StepStory() {}

    static Incident tell(
            Incident incident, Change.Fact fact, StepResult result, int steps, ErrorBreakdown breakdown, Instant now) {
        Figures figures = Figures.NONE
                .with("index", result.index() + 1L)
                .with("mitigation", result.step())
                .with("outcome", result.outcome().word());
        figures = with(figures, "sliBefore", result.sliBefore());
        figures = with(figures, "sliAfter", result.sliAfter());
        Optional<Ratio> degraded = breakdown.degraded() == 0 || breakdown.arrivals() == 0
                ? Optional.empty()
                : Optional.of(Ratio.of(breakdown.degraded(), breakdown.arrivals()));
        figures = with(figures, "degraded", degraded);
        String kinds = String.join(", ", breakdown.degradedByKind().keySet());
        String message = (result.index() + 1) + "/" + steps + " " + result.step() + sli(result)
                + degraded.map(share -> " · " + percent(share) + " " + kinds).orElse("") + ": " + result.reason();
        return incident.with(now, Actor.RUNBOOK, new Change.Recorded(fact), message, figures);
    }

    private static Figures with(Figures figures, String name, Optional<Ratio> ratio) {
        return ratio.map(value -> figures.with(name, value, 4)).orElse(figures);
    }

    private static String sli(StepResult result) {
        return result.sliAfter()
                .map(after -> " SLI "
                        + result.sliBefore().map(before -> percent(before) + " -> ").orElse("") + percent(after))
                .orElse("");
    }

    private static String percent(Ratio ratio) {
        return ratio.times(Ratio.of(100, 1)).toDecimal(1).toPlainString() + " %";
    }
}
