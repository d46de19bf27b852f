package dev.safeguard.example.gateway.fake;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The faults in force. Safe for many threads. */
public final class Faults {

    private record Injected(double share, CountDownLatch over) {}

    private final Map<Fault, Injected> injected = new ConcurrentHashMap<>();
    private final Draws draws;

    public Faults(long seed) {
        this.draws = new Draws(seed);
    }

    /** Puts a fault in force for this share of the occasions, above 0 and up to 1, in place of the share before. */
    public void inject(Fault fault, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is above 0 and up to 1, was " + share);
        }
        injected.compute(
                fault, (key, old) -> new Injected(share, old == null ? new CountDownLatch(1) : old.over()));
    }

    public void remove(Fault fault) {
        Injected old = injected.remove(fault);
        if (old != null) {
            old.over().countDown();
        }
    }

    public void removeAll() {
        for (Fault fault : Fault.values()) {
            remove(fault);
        }
    }

    /** The share of a fault in force. */
    public OptionalDouble share(Fault fault) {
        Injected now = injected.get(fault);
        return now == null ? OptionalDouble.empty() : OptionalDouble.of(now.share());
    }

    /** Whether a fault strikes on this occasion, drawn anew each time. */
    public boolean strikes(Fault fault) {
        Injected now = injected.get(fault);
        return now != null && draws.next() < now.share();
    }

    /** Waits until a fault is removed, but no longer than this. */
    void awaitRemoval(Fault fault, Duration most) throws InterruptedException {
        Injected now = injected.get(fault);
        if (now != null && !now.over().await(most.toMillis(), TimeUnit.MILLISECONDS)) {
            return; // it stays: whoever waited has waited long enough
        }
    }
}
