package dev.safeguard.adapter.simulation;

import dev.safeguard.adapter.simulation.Journal.Change;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.WorldStore;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of the simulated service: which faults and flags were set when, and the seed of everything random. It keeps
 * itself in a {@link WorldStore} with every change, so that another process goes on with exactly the same world. Used
 * by one thread at a time.
 */
public final class SimulatedWorld {

    private final Clock clock;
    private final WorldStore store;
    private Journal journal;

    private SimulatedWorld(Clock clock, WorldStore store, Journal journal) {
        this.clock = clock;
        this.store = store;
        this.journal = journal;
    }

    /** A new and healthy world that begins now, in place of one that was kept. */
    public static SimulatedWorld create(Clock clock, long seed, WorldStore store) {
        Journal journal = new Journal(seed, clock.now(), List.of());
        store.put(JournalText.render(journal));
        return new SimulatedWorld(clock, store, journal);
    }

    /**
     * The world that was kept, if there is one.
     *
     * @throws dev.safeguard.application.port.StoreException when it cannot be read
     */
    public static Optional<SimulatedWorld> load(Clock clock, WorldStore store) {
        return store.get().map(text -> new SimulatedWorld(clock, store, JournalText.parse(text)));
    }

    public long seed() {
        return journal.seed();
    }

    /** When it began; it has thirty healthy days behind that. */
    public Instant startedAt() {
        return journal.startedAt();
    }

    /** What is planned for it, for whoever goes on after the planner died. */
    public List<PlannedChange> planned() {
        return journal.planned();
    }

    /** Remembers what is planned, in place of what was. */
    public void plan(List<PlannedChange> planned) {
        keep(journal.planning(planned));
    }

    Instant now() {
        return clock.now();
    }

    Journal journal() {
        return journal;
    }

    Conditions conditions() {
        return journal.conditions();
    }

    void set(Fault fault, Ratio ratio) {
        if (!conditions().ratio(fault).equals(ratio)) {
            keep(journal.with(new Change.FaultSet(clock.now(), fault, ratio)));
        }
    }

    void set(Flag flag, ControlState state) {
        if (!conditions().state(flag).equals(state)) {
            keep(journal.with(new Change.FlagSet(clock.now(), flag, state)));
        }
    }

    private void keep(Journal changed) {
        store.put(JournalText.render(changed));
        journal = changed;
    }
}
