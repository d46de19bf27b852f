package dev.safeguard.bootstrap.reliability;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Walk;
import dev.safeguard.domain.slo.ServiceName;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The product's own transactions, told to the service when all is written and nothing committed, and again when it is.
 * A worker that is killed at the first of these dies with the transaction open.
 */
final class WatchedUnitOfWork implements UnitOfWork {

    private final UnitOfWork work;
    private final ServiceName subject;
    private final ServiceClient service;

    /** The walk of the service and the lease on it, as one transaction sees them. */
    private record Seen(Walk walk, long fence) {

        boolean intends() {
            return walk.phase() instanceof Phase.Intended;
        }

        boolean decided() {
            return walk.phase().intent().isPresent();
        }
    }

    /** What a commit is, by the points before and after it. */
    private record Commit(Point before, Point after) {}

    WatchedUnitOfWork(UnitOfWork work, ServiceName subject, ServiceClient service) {
        this.work = work;
        this.subject = subject;
        this.service = service;
    }

    @Override
    public <T> T write(Function<Stores, T> changes) {
        AtomicReference<Optional<Commit>> commit = new AtomicReference<>(Optional.empty());
        try {
            T result = work.write(stores -> {
                Optional<Seen> before = seen(stores);
                T made = changes.apply(stores);
                commit.set(commit(before, seen(stores)));
                commit.get().ifPresent(written -> service.reached(written.before()));
                return made;
            });
            commit.get().ifPresent(written -> service.reached(written.after()));
            return result;
        } catch (StoreException.Fenced refused) {
            service.tell("fenced: " + refused.getMessage());
            throw refused;
        }
    }

    @Override
    public <T> T read(Function<Stores, T> reading) {
        return work.read(reading);
    }

    @Override
    public long revision() {
        return work.revision();
    }

    private Optional<Seen> seen(Stores stores) {
        return stores.runs()
                .activeRun(subject)
                .<Walk>map(run -> run)
                .or(() -> stores.runs().activeReversal(subject))
                .map(walk -> new Seen(
                        walk, stores.runs().lease(walk.id()).map(Lease::fence).orElse(0L)));
    }

    private static Optional<Commit> commit(Optional<Seen> before, Optional<Seen> after) {
        if (before.isEmpty()) {
            return after.map(begun -> new Commit(Point.BEFORE_START, Point.AFTER_START));
        }
        return Optional.of(after.map(now -> commit(before.get(), now))
                .orElseGet(() -> new Commit(Point.BEFORE_END, Point.AFTER_END)));
    }

    private static Commit commit(Seen before, Seen after) {
        if (after.fence() > before.fence()) {
            return new Commit(Point.BEFORE_CLAIM, Point.AFTER_CLAIM);
        }
        if (after.intends() && !before.intends()) {
            return new Commit(Point.BEFORE_INTENT, Point.AFTER_INTENT);
        }
        if (before.decided() && !after.decided()) {
            return new Commit(Point.BEFORE_OUTCOME, Point.AFTER_OUTCOME);
        }
        return after.walk().results().size() > before.walk().results().size()
                ? new Commit(Point.BEFORE_STEP_END, Point.AFTER_STEP_END)
                : new Commit(Point.BEFORE_PROGRESS, Point.AFTER_PROGRESS);
    }
}
