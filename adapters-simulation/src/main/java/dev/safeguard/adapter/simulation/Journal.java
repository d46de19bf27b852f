package dev.safeguard.adapter.simulation;

import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All there is to know of a simulated world: its seed, what was changed when, oldest first, and what is planned for it.
 * Everything else follows from it.
 */
final class Journal {

    private final long seed;
    private final Instant startedAt;
    private final List<Change> changes;
    private final List<PlannedChange> planned;
    private final NavigableMap<Instant, Conditions> conditions = new TreeMap<>();

    Journal(long seed, Instant startedAt, List<Change> changes) {
        this(seed, startedAt, changes, List.of());
    }

    Journal(long seed, Instant startedAt, List<Change> changes, List<PlannedChange> planned) {
        this.seed = seed;
        this.startedAt = startedAt;
        this.changes = List.copyOf(changes);
        this.planned = List.copyOf(planned);
        Conditions now = Conditions.HEALTHY;
        conditions.put(Instant.MIN, now);
        for (Change change : this.changes) {
            now = change.appliedTo(now);
            conditions.put(change.at(), now);
        }
    }

    /** Something was set to something. */
    sealed interface Change {

        Instant at();

        Conditions appliedTo(Conditions before);

        record FaultSet(Instant at, Fault fault, Ratio ratio) implements Change {
            @Override
            public Conditions appliedTo(Conditions before) {
                return before.with(fault, ratio);
            }
        }

        record FlagSet(Instant at, Flag flag, ControlState state) implements Change {
            @Override
            public Conditions appliedTo(Conditions before) {
                return before.with(flag, state);
            }
        }
    }

    /**
     * A time during which something was broken.
     *
     * @param faults what was broken in the course of it, each with the share that it broke last
     * @param until when nothing was broken any more, if that has come
     */
    record Trouble(Instant from, Optional<Instant> until, Map<Fault, Ratio> faults) {}

    long seed() {
        return seed;
    }

    Instant startedAt() {
        return startedAt;
    }

    List<Change> changes() {
        return changes;
    }

    List<PlannedChange> planned() {
        return planned;
    }

    Journal with(Change change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return new Journal(seed, startedAt, more, planned);
    }

    Journal planning(List<PlannedChange> plan) {
        return new Journal(seed, startedAt, changes, plan);
    }

    /** What is in force now. */
    Conditions conditions() {
        return conditions.lastEntry().getValue();
    }

    /**
     * What is in force in the minute that starts here: a change in the course of a minute takes effect with the next,
     * so that the counts of a minute that is over never change.
     */
    Conditions conditionsAt(Instant minuteStart) {
        return conditions.floorEntry(minuteStart).getValue();
    }

    Optional<Trouble> latestTrouble() {
        Optional<Trouble> latest = Optional.empty();
        boolean broken = false;
        for (Map.Entry<Instant, Conditions> entry : conditions.entrySet()) {
            Map<Fault, Ratio> faults = entry.getValue().faults();
            if (!faults.isEmpty()) {
                Map<Fault, Ratio> all = new LinkedHashMap<>();
                if (broken) {
                    latest.ifPresent(trouble -> all.putAll(trouble.faults()));
                }
                all.putAll(faults);
                Instant from = broken ? latest.orElseThrow().from() : entry.getKey();
                latest = Optional.of(new Trouble(from, Optional.empty(), all));
            } else if (broken) {
                latest = latest.map(
                        trouble -> new Trouble(trouble.from(), Optional.of(entry.getKey()), trouble.faults()));
            }
            broken = !faults.isEmpty();
        }
        return latest;
    }
}
