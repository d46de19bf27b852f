package dev.safeguard.benchmarks;

import dev.safeguard.domain.alert.AlertEngine;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Thirty days of minutes of a thousand SLOs, in memory, through the engine: every decision of three tiers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx3g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class ReplayBenchmark {

    @Param({"1", "2"})
    public int threads;

    @Param("1000")
    public int slos;

    private Reference.History[] histories;

    @Setup
    public void read() {
        histories = IntStream.range(0, threads)
                .parallel()
                .mapToObj(part -> Reference.History.of(from(part), from(part + 1), Reference.MONTH))
                .toArray(Reference.History[]::new);
        long transitions = replay();
        if (slos == 1000 && transitions != 51_734) {
            throw new IllegalStateException("51734 transitions were expected, was " + transitions);
        }
    }

    /** How many transitions there are, so that nothing can be left out. */
    @Benchmark
    public long replay() {
        return IntStream.range(0, threads).parallel().mapToLong(this::replay).sum();
    }

    private long replay(int part) {
        AlertEngine engine = Reference.engine(from(part), from(part + 1));
        Reference.Counter counter = new Reference.Counter();
        Reference.History history = histories[part];
        for (int minute = 0; minute < history.minutes(); minute++) {
            history.tickAll(engine, minute, counter);
        }
        return counter.transitions();
    }

    private int from(int part) {
        return slos / threads * part;
    }
}
