package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.Measurements;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an SLO's policy says at one boundary, tier by tier, most severe first. It remembers nothing: latching is
 * {@link AlertState}'s.
 *
 * @param newestDataEnd the end of the newest bucket there is, if there is one
 */
public record Alert(Slo slo, Instant at, List<TierReading> readings, Optional<Instant> newestDataEnd) {

    public Alert {
        readings = List.copyOf(readings);
    }

    /** Reads every tier of the rule at the boundary at which the measurements end. */
    public static Alert evaluate(
            AlertRule rule, Measurements measurements, Instant at, Optional<Instant> newestDataEnd) {
        return new AlertReader(rule).read(measurements, at, newestDataEnd);
    }

    /** The most severe tier whose condition holds now. */
    public Optional<TierReading> highestFiring() {
        return readings.stream().filter(TierReading::firing).findFirst();
    }

    /** The reading of the tier of this name; the name is one of the policy's. */
    public TierReading reading(String tier) {
        return readings.stream()
                .filter(reading -> reading.tier().name().equals(tier))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tier named " + tier));
    }
}
