package dev.safeguard.benchmarks;

import dev.safeguard.domain.alert.AlertEngine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One more minute of all SLOs being watched, with three days of minutes behind them: decisions only. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx3g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class LiveTickBenchmark {

    private static final int DIFFERENT = 512;

    @Param({"1000", "10000"})
    public int slos;

    private AlertEngine engine;
    private Reference.History history;
    private long start = Reference.BEGIN;
    private int minute;

    @Setup
    public void watchForThreeDays() {
        engine = Reference.engine(0, slos);
        history = Reference.History.of(0, slos, DIFFERENT);
        for (int i = 0; i < 3 * 24 * 60; i++) {
            tick();
        }
    }

    @Benchmark
    public long tick() {
        Reference.Counter counter = new Reference.Counter();
        history.tick(engine, start, minute, counter);
        start += 60;
        minute = (minute + 1) % DIFFERENT;
        return counter.transitions();
    }
}
