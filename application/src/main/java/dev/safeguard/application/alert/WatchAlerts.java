package dev.safeguard.application.alert;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Watches SLOs: takes the buckets that have closed, keeps the windows rolling, and says at every boundary what each
 * alert says. It holds the windows in memory and writes nothing until {@link #store}: a bucket not yet stored is still
 * with its source, so losing it costs a second reading and no more. One thread.
 */
public final class WatchAlerts {

    private final UnitOfWork work;
    private final MetricSource source;
    private final List<WatchedGroup> groups = new ArrayList<>();
    private final List<WatchedSlo> watched = new ArrayList<>();

    public WatchAlerts(UnitOfWork work, MetricSource source) {
        this.work = work;
        this.source = source;
    }

    /**
     * Begins to watch these SLOs, the first boundary to evaluate being the last one that is not after this time. What
     * is known of their period is taken from the store; what the store lacks will be taken from the source.
     */
    public void begin(List<AlertRule> rules, Instant now) {
        watched.clear();
        groups.clear();
        for (AlertRule rule : rules) {
            WatchedGroup group = groupOf(rule, now);
            watched.add(work.read(stores -> group.watch(rule, now, stores)));
        }
    }

    private WatchedGroup groupOf(AlertRule rule, Instant now) {
        return groups.stream().filter(known -> known.fits(rule)).findFirst().orElseGet(() -> {
            WatchedGroup made = new WatchedGroup(rule, now);
            groups.add(made);
            return made;
        });
    }

    /** The boundary that comes next, the earliest of all SLOs. */
    public Instant nextBoundary() {
        return groups.stream()
                .map(WatchedGroup::nextBoundary)
                .min(Instant::compareTo)
                .orElseThrow(() -> new IllegalStateException("nothing is watched"));
    }

    /** Evaluates every SLO that has a boundary at or before this time and has not been evaluated there. */
    public List<Observed> observe(Instant now) {
        Set<WatchedSlo> evaluated = new HashSet<>();
        for (WatchedGroup group : groups) {
            if (!group.nextBoundary().isAfter(now)) {
                group.advanceTo(now, source);
                evaluated.addAll(group.slos());
            }
        }
        return watched.stream().filter(evaluated::contains).map(WatchedSlo::latest).toList();
    }

    /** What each alert said last; at the beginning, what it remembers. */
    public List<Observed> latest() {
        return watched.stream().map(WatchedSlo::latest).toList();
    }

    /** Stores the buckets taken and the states reached since this was last done. */
    public void store(Stores stores) {
        watched.forEach(slo -> slo.store(stores));
    }
}
