package dev.safeguard.benchmarks;

import dev.safeguard.domain.alert.AlertEngine;

/** Prints how much heap the engine takes with three days of minutes behind it: {@code EngineHeap 1000}. */
public final class EngineHeap {

    private EngineHeap() {}

    /** Measures with as many SLOs as the first argument says. */
    public static void main(String[] args) throws InterruptedException {
        int slos = Integer.parseInt(args[0]);
        long before = used();
        AlertEngine engine = Reference.engine(0, slos);
        Reference.History counts = Reference.History.of(0, slos, 1);
        for (int minute = 0; minute < 3 * 24 * 60 + 10; minute++) {
            counts.tick(engine, Reference.BEGIN + 60L * minute, 0, AlertEngine.Listener.NONE);
        }
        long bytes = used() - before;
        System.out.println(slos + " SLOs: " + (bytes >> 20) + " MiB, " + bytes / slos + " bytes each");
        java.lang.ref.Reference.reachabilityFence(engine);
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
