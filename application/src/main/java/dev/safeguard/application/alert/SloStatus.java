package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.TierReading;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one SLO stands.
 *
 * @param level the latched level
 * @param freshness how old the newest measurement is now
 * @param budgetRemaining the share of the period's budget that is left, negative when overspent
 * @param leftOn why mitigations of incidents that are over stay on, by the incident; nothing of those that are open
 * @param asOf the boundary that everything but the freshness is of
 */
public record SloStatus(
        AlertRule rule,
        Level level,
        Freshness freshness,
        Window sliWindow,
        Measurement sli,
        List<TierReading> tiers,
        Optional<Ratio> budgetRemaining,
        Measurement period,
        Optional<Incident> incident,
        List<ActiveMitigation> activeMitigations,
        Map<String, String> leftOn,
        Instant asOf) {

    public SloStatus {
        tiers = List.copyOf(tiers);
        activeMitigations = List.copyOf(activeMitigations);
        leftOn = Map.copyOf(leftOn);
    }
}
