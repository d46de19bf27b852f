package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a policy would have done over the history of one SLO, evaluated at every bucket boundary from the end of the first
 * bucket to the end of the last, gaps included.
 *
 * @param samples how many buckets there are
 * @param from the start of the first bucket
 * @param to the end of the last
 * @param events all events of the history
 * @param worstPeriod what the worst rolling period held
 * @param firings in the order in which they began, those of a more severe tier first
 * @param transitions of the latched level, which begins as ok
 */
public record Replay(
        AlertRule rule,
        long samples,
        Instant from,
        Instant to,
        EventCounts events,
        Measurement worstPeriod,
        List<Firing> firings,
        List<Transition> transitions) {

    public Replay {
        firings = List.copyOf(firings);
        transitions = List.copyOf(transitions);
    }

    /** The share of its budget that the worst rolling period had spent; may exceed 1. */
    public Ratio budgetConsumedWorst() {
        return rule.slo().budget().spent(worstPeriod).orElse(Ratio.ZERO);
    }

    /**
     * Every page that would have been sent: when the level rises to one that pages from one that does not, and when it
     * rises above what it was since then.
     */
    public List<Alarm> pages() {
        return alarms().stream().filter(alarm -> alarm.severity().isPage()).toList();
    }

    /** Every ticket that would have been filed: when the level rises from ok to sev3. */
    public List<Alarm> tickets() {
        return alarms().stream().filter(alarm -> !alarm.severity().isPage()).toList();
    }

    /** Pages and tickets in the order of time. What is left of a page level files no ticket. */
    public List<Alarm> alarms() {
        List<Alarm> alarms = new ArrayList<>();
        Level peak = Level.OK;
        for (Transition transition : transitions) {
            Level level = transition.after();
            if (level.isAbove(transition.before()) && level.isAbove(peak)) {
                level.severity().ifPresent(severity -> alarms.add(new Alarm(transition.at(), severity)));
            }
            peak = level.isPage() ? level.isAbove(peak) ? level : peak : level;
        }
        return alarms;
    }

    /** A human is told, one way or the other. */
    public record Alarm(Instant at, Severity severity) {}

    /** The latched level changed. */
    public record Transition(Instant at, Level before, Level after) {}

    /**
     * The condition of one tier held, whatever the others did.
     *
     * @param from the first boundary at which it held
     * @param to the last one
     * @param longEvents the events of the long window at {@code from}
     * @param shortEvents the events of the short window at {@code from}
     */
    public record Firing(BurnTier tier, Instant from, Instant to, EventCounts longEvents, EventCounts shortEvents) {

        public BurnRate burnLong(Slo slo) {
            return BurnRate.of(longEvents, slo.objective());
        }

        public BurnRate burnShort(Slo slo) {
            return BurnRate.of(shortEvents, slo.objective());
        }

        /** The share of the period's budget that the long window had spent when it began, {@code burn x long / period}. */
        public Ratio budgetSpent(Slo slo) {
            return slo.budget().spentBy(burnLong(slo), tier.longWindow());
        }
    }
}
