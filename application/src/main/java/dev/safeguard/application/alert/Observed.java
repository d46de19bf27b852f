package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.Alert;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.NearMiss;
import dev.safeguard.domain.alert.TierReading;
import dev.safeguard.domain.slo.Measurement;
import java.util.List;

/**
 * What an SLO's alert said at one boundary, and what it remembered before.
 *
 * @param sli the measurement of the shortest window
 * @param period the measurement of the budget's period
 * @param nearMisses the bursts that ended here without waking anybody
 */
public record Observed(
        AlertRule rule,
        AlertState before,
        AlertState after,
        Alert alert,
        Measurement sli,
        Measurement period,
        List<NearMiss> nearMisses) {

    public Observed {
        nearMisses = List.copyOf(nearMisses);
    }

    public boolean rose() {
        return after.level().isAbove(before.level());
    }

    public boolean fell() {
        return before.level().isAbove(after.level());
    }

    /** The level went up to one that pages. */
    public boolean roseToPage() {
        return rose() && after.level().isPage();
    }

    /** The level went from ok to one that files a ticket. */
    public boolean roseToTicket() {
        return before.level() == Level.OK && after.level() == Level.SEV3;
    }

    /** The level went from one that pages to one that does not. */
    public boolean fellBelowPage() {
        return before.level().isPage() && !after.level().isPage();
    }

    /** The reading of the most severe tier that is latched; there is one unless the level is ok. */
    public TierReading leading() {
        return leading(after);
    }

    /** The reading now of the tier that led before. */
    public TierReading leadingBefore() {
        return leading(before);
    }

    private TierReading leading(AlertState state) {
        return alert.readings().stream()
                .filter(reading -> state.latched().contains(reading.tier().name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no tier of " + state.slo() + " is latched"));
    }
}
