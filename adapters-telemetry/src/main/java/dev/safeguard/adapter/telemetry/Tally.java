package dev.safeguard.adapter.telemetry;

import java.math.BigDecimal;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums of a stretch of buckets by SLO, exact; a bucket that nothing was added to is absent. */
final class Tally {

    private final SortedMap<String, @Nullable BigDecimal[]> sums = new TreeMap<>();
    private final int buckets;

    Tally(int buckets) {
        this.buckets = buckets;
    }

    void add(String slo, int bucket, BigDecimal amount) {
        @Nullable BigDecimal[] own = sums.computeIfAbsent(slo, name -> new @Nullable BigDecimal[buckets]);
        BigDecimal before = own[bucket];
        own[bucket] = before == null ? amount : before.add(amount);
    }

    Set<String> slos() {
        return sums.keySet();
    }

    /** The sum of a bucket, null when it is absent. */
    @Nullable
    BigDecimal sum(String slo, int bucket) {
        @Nullable BigDecimal[] own = sums.get(slo);
        return own == null ? null : own[bucket];
    }
}
