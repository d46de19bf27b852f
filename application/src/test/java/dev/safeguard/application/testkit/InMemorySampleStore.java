package dev.safeguard.application.testkit;

import dev.safeguard.application.port.SampleStore;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Samples in one sorted map an SLO, copied when it is first written to in a transaction. */
final class InMemorySampleStore implements SampleStore {

    private final InMemoryAccess access;
    private final Map<SloName, NavigableMap<Instant, EventCounts>> buckets = new HashMap<>();
    private final Set<SloName> copied = new HashSet<>();

    InMemorySampleStore(InMemoryAccess access) {
        this.access = access;
    }

    InMemorySampleStore copy(InMemoryAccess to) {
        InMemorySampleStore copy = new InMemorySampleStore(to);
        copy.buckets.putAll(buckets);
        return copy;
    }

    @Override
    public void save(List<Sample> samples) {
        access.write();
        for (Sample sample : samples) {
            if (copied.add(sample.slo())) {
                buckets.put(sample.slo(), new TreeMap<>(of(sample.slo())));
            }
            of(sample.slo()).put(sample.start(), sample.counts());
        }
    }

    @Override
    public List<Sample> find(SloName slo, Instant from, Instant until) {
        return span(slo, from, until).entrySet().stream()
                .map(bucket -> new Sample(slo, bucket.getKey(), bucket.getValue()))
                .toList();
    }

    @Override
    public Sum sum(SloName slo, Instant from, Instant until) {
        NavigableMap<Instant, EventCounts> span = span(slo, from, until);
        return new Sum(span.values().stream().reduce(EventCounts.NONE, EventCounts::plus), span.size());
    }

    @Override
    public Optional<Instant> newestStart(SloName slo) {
        access.read();
        NavigableMap<Instant, EventCounts> all = of(slo);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.lastKey());
    }

    private NavigableMap<Instant, EventCounts> span(SloName slo, Instant from, Instant until) {
        access.read();
        return from.isBefore(until) ? of(slo).subMap(from, true, until, false) : new TreeMap<>();
    }

    private NavigableMap<Instant, EventCounts> of(SloName slo) {
        return buckets.getOrDefault(slo, new TreeMap<>());
    }
}
