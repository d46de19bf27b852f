package dev.safeguard.application.incident;

import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.ReleaseTerms;
import dev.safeguard.domain.alert.ReleaseVerdict;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.slo.BudgetReading;
import java.time.Instant;
import java.util.Optional;

/**
 * What was decided about a release, and from what.
 *
 * @param backAt when there is enough budget again if nothing else goes bad; there when the verdict is to stop
 * @param fix the incident that the release repairs, with the release on its timeline
 */
public record Judgement(
        BudgetReading budget,
        Freshness freshness,
        ReleaseTerms terms,
        ReleaseVerdict verdict,
        Optional<Instant> backAt,
        Optional<Incident> fix) {

    /** Whether the release may pass: there is budget, or it repairs what spends it. */
    public boolean passes() {
        return fix.isPresent() || verdict instanceof ReleaseVerdict.Ship;
    }
}
