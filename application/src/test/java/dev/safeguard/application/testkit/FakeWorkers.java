package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Workers;
import dev.safeguard.domain.runbook.Worker;
import java.util.HashSet;
import java.util.Set;

/** Workers in name alone; they end when they are told to. */
public final class FakeWorkers implements Workers {

    private final Worker self;
    private final Set<Worker> gone = new HashSet<>();

    public FakeWorkers() {
        this("worker-1");
    }

    public FakeWorkers(String self) {
        this.self = new Worker(self);
    }

    @Override
    public Worker self() {
        return self;
    }

    @Override
    public boolean isGone(Worker worker) {
        return gone.contains(worker);
    }

    /** From now on the worker of this name has ended. */
    public void end(String worker) {
        gone.add(new Worker(worker));
    }
}
