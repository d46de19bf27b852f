package dev.safeguard.application.port;

import dev.safeguard.application.testkit.FakeWorkers;
import dev.safeguard.application.testkit.WorkersContract;
import dev.safeguard.domain.runbook.Worker;

final class FakeWorkersTest extends WorkersContract {

    private final FakeWorkers workers = new FakeWorkers();

    @Override
    protected Workers workers() {
        return workers;
    }

    @Override
    protected Worker ended() {
        workers.end("worker-2");
        return new Worker("worker-2");
    }
}
