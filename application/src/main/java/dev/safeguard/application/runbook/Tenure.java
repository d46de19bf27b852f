package dev.safeguard.application.runbook;

import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who may move a run or a reversal on: takes leases, keeps them long enough for a call, and leaves others theirs. */
final class Tenure {

    private final UnitOfWork work;
    private final Workers workers;

    Tenure(UnitOfWork work, Workers workers) {
        this.work = work;
        this.workers = workers;
    }

    /** Our lease on it, where we hold one; written only when it has to be made longer. */
    Optional<Lease> held(Walk walk, Duration callTimeout, Instant now) {
        Optional<Lease> ours = work.read(stores -> ours(stores, walk));
        return ours.isEmpty() || ours.get().covers(callTimeout, now)
                ? ours
                : work.write(stores -> ours(stores, walk).map(lease -> {
                    Lease renewed = lease.renewed(callTimeout, now);
                    stores.runs().save(walk, renewed);
                    return renewed;
                }));
    }

    private Optional<Lease> ours(Stores stores, Walk walk) {
        return stores.runs().lease(walk.id()).filter(lease -> lease.owner().equals(workers.self()));
    }

    /**
     * A lease of ours on it, within a transaction, where it may be had: nobody holds it, whoever did has ended or is long
     * overdue, or it is ours from before.
     */
    Optional<Lease> claimed(Stores stores, Walk walk, Duration callTimeout, Instant now) {
        Lease stored = stores.runs().lease(walk.id()).orElseGet(() -> Lease.unclaimed(now));
        boolean mayBeHad = stored.owner().equals(workers.self())
                || stored.mayBeClaimed(now, callTimeout, workers.isGone(stored.owner()));
        return mayBeHad ? Optional.of(stored.claimedBy(workers.self(), now)) : Optional.empty();
    }
}
