package dev.safeguard.example.gateway.fake;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers that follow from a seed (SplitMix64). Safe for many threads, which share one sequence. */
public final class Draws {

    private final AtomicLong state;

    public Draws(long seed) {
        this.state = new AtomicLong(seed);
    }

    /** A number of at least 0 and below 1. */
    public double next() {
        long z = state.addAndGet(0x9E3779B97F4A7C15L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }

    /** A whole number of at least 0 and below this. */
    public int below(int bound) {
        return (int) (next() * bound);
    }
}
