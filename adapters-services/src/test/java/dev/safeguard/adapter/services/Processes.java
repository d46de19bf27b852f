package dev.safeguard.adapter.services;

import java.util.concurrent.TimeUnit;

/** Ends what a test has started, and nothing else. */
final class Processes {

    private Processes() {}

    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
