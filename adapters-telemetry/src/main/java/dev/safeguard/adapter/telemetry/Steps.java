package dev.safeguard.adapter.telemetry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often which step, in seconds, lies between neighbouring buckets of an SLO. */
final class Steps {

    private static final int MOST_CANDIDATES = 10;

    private final Map<Long, Long> counts = new HashMap<>();

    void add(long step, long times) {
        counts.merge(step, times, Long::sum);
    }

    /** The ten that are the most common, the most common first, of equally common ones the shorter. */
    List<Long> mostCommon() {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .sorted(Map.Entry.<Long, Long>comparingByValue().reversed())
                        .limit(MOST_CANDIDATES)
                        .map(Map.Entry::getKey)
                        .toList();
    }
}
