package dev.safeguard.adapter.persistence;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What came in ticks and is in no day's blob yet, SLO by SLO: it counts in place of what the blobs say. */
final class Unsealed {

    private static final Buckets NONE = new Buckets();

    private @Nullable Buckets[] bySlo = new Buckets[16];

    /** Takes a tick, which is newer than all that were taken before. */
    void add(Tick tick) {
        for (int i = 0; i < tick.size(); i++) {
            madeFor(Math.toIntExact(tick.slo(i))).add(tick.start(i), tick.good(i), tick.total(i));
        }
    }

    /** To be called when all are taken, and before any is asked for. */
    void settle() {
        for (Buckets buckets : bySlo) {
            if (buckets != null) {
                buckets.settle();
            }
        }
    }

    /** All numbers of SLOs are below this one. */
    int slos() {
        return bySlo.length;
    }

    Buckets of(long slo) {
        Buckets buckets = slo < bySlo.length ? bySlo[(int) slo] : null;
        return buckets == null ? NONE : buckets;
    }

    private Buckets madeFor(int slo) {
        if (slo >= bySlo.length) {
            bySlo = Arrays.copyOf(bySlo, Math.max(slo + 1, bySlo.length * 2));
        }
        Buckets buckets = bySlo[slo];
        if (buckets == null) {
            buckets = new Buckets();
            bySlo[slo] = buckets;
        }
        return buckets;
    }
}
