package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an SLO's alert remembers from one boundary to the next: which tiers are latched, hence the level, and how fresh
 * the data is. A tier latches when its condition holds and is let go only by measured, covered traffic, so a gap can
 * raise a level but never lower one.
 *
 * @param latched the names of the tiers that fired and have not cleared
 * @param since when the level was last changed
 * @param asOf the boundary this was evaluated at
 */
public record AlertState(
        SloName slo, Level level, SortedSet<String> latched, Freshness freshness, Instant since, Instant asOf) {

    public AlertState {
        latched = Collections.unmodifiableSortedSet(new TreeSet<>(latched));
        if ((level == Level.OK) != latched.isEmpty()) {
            throw new IllegalArgumentException(
                    "level " + level.word() + " contradicts the latched tiers " + latched + " of " + slo);
        }
    }

    /** Nothing known yet: ok by nobody's measurement, and blind. */
    public static AlertState initial(SloName slo, Instant now) {
        return new AlertState(slo, Level.OK, new TreeSet<>(), Freshness.BLIND, now, now);
    }

    /** The state after this boundary. */
    public AlertState next(Alert alert, AlertPolicy policy) {
        TreeSet<String> held = new TreeSet<>();
        Level highest = Level.OK;
        for (TierReading reading : alert.readings()) {
            BurnTier tier = reading.tier();
            boolean wasLatched = latched.contains(tier.name());
            if (holds(wasLatched, reading.firing(), reading.clears(policy.clearCoverage()))) {
                held.add(tier.name());
                Level own = Level.of(tier.severity());
                highest = own.isAbove(highest) ? own : highest;
            }
        }
        Instant changed = highest == level ? since : alert.at();
        Freshness fresh = Freshness.of(alert.newestDataEnd(), alert.at(), policy);
        return new AlertState(slo, highest, held, fresh, changed, alert.at());
    }

    /** Whether a tier is latched now: because it fires, or because it was and nothing measured lets it go. */
    static boolean holds(boolean wasLatched, boolean fires, boolean clears) {
        return fires || (wasLatched && !clears);
    }

    /** The tiers of {@code before} that this state no longer holds. */
    public Set<String> clearedSince(AlertState before) {
        TreeSet<String> cleared = new TreeSet<>(before.latched);
        cleared.removeAll(latched);
        return cleared;
    }
}
