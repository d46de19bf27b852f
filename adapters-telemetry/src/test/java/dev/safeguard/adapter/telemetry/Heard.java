package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps what it is fed, and sees to it that it is fed in the way that was promised. */
final class Heard implements SampleFeed.Sink {

    private final List<SloName> names = new ArrayList<>();
    private final Map<SloName, SortedMap<Long, EventCounts>> samples = new HashMap<>();
    private final Set<SloName> over = new HashSet<>();
    private final Map<SloName, Long> last = new HashMap<>();
    private SampleFeed.Order order = SampleFeed.Order.BY_TIME;
    private Duration resolution = Duration.ZERO;
    private long latest = Long.MIN_VALUE;
    private int current = -1;
    private int begun;

    /** Everything a feed has, and how it was told. */
    static Heard of(SampleFeed feed) {
        Heard heard = new Heard();
        SampleFeed.Facts facts = feed.feed(heard);
        assertEquals(facts.samples(), heard.count(), "each bucket is counted once");
        return heard;
    }

    @Override
    public void begin(SampleFeed.Order told, Duration length) {
        begun++;
        order = told;
        resolution = length;
        names.clear();
        samples.clear();
        over.clear();
        last.clear();
        latest = Long.MIN_VALUE;
        current = -1;
    }

    @Override
    public void slo(int number, SloName name) {
        assertEquals(names.size(), number);
        assertTrue(!names.contains(name), "an SLO is told once");
        names.add(name);
        samples.put(name, new TreeMap<>());
    }

    @Override
    public void sample(int slo, long start, long good, long total) {
        SloName name = names.get(slo);
        assertEquals(0, start % resolution.toSeconds());
        switch (order) {
            case BY_TIME -> assertTrue(start >= latest, "starts never decrease");
            case BY_SLO -> {
                assertTrue(start >= last.getOrDefault(name, Long.MIN_VALUE), "starts of an SLO never decrease");
                if (slo != current && current >= 0) {
                    over.add(names.get(current));
                }
                assertTrue(!over.contains(name), "all buckets of an SLO come in a row");
                current = slo;
            }
        }
        latest = start;
        last.put(name, start);
        Sample sample = new Sample(name, Instant.ofEpochSecond(start), new EventCounts(good, total));
        samples.get(name).put(start, sample.counts());
    }

    Map<SloName, SortedMap<Long, EventCounts>> samples() {
        return samples;
    }

    SampleFeed.Order order() {
        return order;
    }

    Duration resolution() {
        return resolution;
    }

    /** How often the history began. */
    int begun() {
        return begun;
    }

    private long count() {
        return samples.values().stream().mapToLong(Map::size).sum();
    }
}
