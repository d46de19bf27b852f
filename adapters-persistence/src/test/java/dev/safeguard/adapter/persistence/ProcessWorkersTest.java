package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.safeguard.application.port.Workers;
import dev.safeguard.application.testkit.WorkersContract;
import dev.safeguard.domain.runbook.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ProcessWorkersTest extends WorkersContract {

    private final ProcessWorkers workers = new ProcessWorkers();

    @Override
    protected Workers workers() {
        return workers;
    }

    @Override
    protected Worker ended() {
        Process process = start();
        Worker worker = workers.worker(process.toHandle());
        process.destroyForcibly();
        process.onExit().join();
        return worker;
    }

    @Test
    void aLivingProcessIsNotGone() {
        Process process = start();
        try {
            assertFalse(workers.isGone(workers.worker(process.toHandle())));
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void aProcessIdThatIsUsedAgainIsSomebodyElse() {
        String self = workers.self().name();
        Worker before = new Worker(self.substring(0, self.lastIndexOf('/') + 1) + "1");
        assertEquals(true, workers.isGone(before));
    }

    @Test
    void aProcessElsewhereMayBeAlive() {
        assertFalse(workers.isGone(new Worker("elsewhere/" + workers.self().name())));
    }

    private static Process start() {
        try {
            return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
