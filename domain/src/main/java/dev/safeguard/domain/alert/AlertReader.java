package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.BurnThreshold;
import dev.safeguard.domain.slo.Measurements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An alert rule with its thresholds prepared, for evaluating it at boundary after boundary. */
public final class AlertReader {

    private final AlertRule rule;
    private final List<BurnThreshold> thresholds;

    public AlertReader(AlertRule rule) {
        this.rule = rule;
        this.thresholds = rule.policy().tiers().stream()
                .map(tier -> BurnThreshold.of(tier.factor(), rule.slo().objective()))
                .toList();
    }

    /** Reads every tier at the boundary at which the measurements end. */
    public Alert read(Measurements measurements, Instant at, Optional<Instant> newestDataEnd) {
        List<BurnTier> tiers = rule.policy().tiers();
        List<TierReading> readings = new ArrayList<>(tiers.size());
        for (int i = 0; i < tiers.size(); i++) {
            readings.add(tiers.get(i).read(measurements, rule.slo().objective(), thresholds.get(i)));
        }
        return new Alert(rule.slo(), at, readings, newestDataEnd);
    }
}
