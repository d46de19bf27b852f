package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.SourceUnavailableException;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Hands out the buckets it was given, once the clock says that they are over. */
public final class FakeMetricSource implements MetricSource {

    private final Map<SloName, SortedMap<Instant, Bucket>> buckets = new HashMap<>();
    private final Clock clock;
    private final Duration resolution;
    private boolean unavailable;

    /** With buckets of one minute. */
    public FakeMetricSource(Clock clock) {
        this(clock, Duration.ofMinutes(1));
    }

    public FakeMetricSource(Clock clock, Duration resolution) {
        this.clock = clock;
        this.resolution = resolution;
    }

    @Override
    public List<Sample> closedBuckets(SloName slo, Instant from, Instant until) {
        return closed(slo, from, until).stream().map(Bucket::sample).toList();
    }

    @Override
    public ErrorBreakdown breakdown(SloName slo, Instant from, Instant until) {
        return closed(slo, from, until).stream()
                .map(Bucket::breakdown)
                .reduce(ErrorBreakdown.NONE, FakeMetricSource::sum);
    }

    /** Puts a bucket, in place of what was known of it; its bad events are of no known kind. */
    public void put(Sample sample) {
        EventCounts counts = sample.counts();
        SortedMap<String, Long> errors = new TreeMap<>();
        if (counts.bad() > 0) {
            errors.put(UNSPECIFIED, counts.bad());
        }
        put(sample, new ErrorBreakdown(errors, new TreeMap<>(), counts.total()));
    }

    /** Puts a bucket of which the kinds are known. */
    public void put(Sample sample, ErrorBreakdown breakdown) {
        buckets.computeIfAbsent(sample.slo(), slo -> new TreeMap<>())
                .put(sample.start(), new Bucket(sample, breakdown));
    }

    /** Puts a bucket whose bad events are all of this kind. */
    public void put(Sample sample, String errorKind) {
        EventCounts counts = sample.counts();
        put(
                sample,
                new ErrorBreakdown(new TreeMap<>(Map.of(errorKind, counts.bad())), new TreeMap<>(), counts.total()));
    }

    /** Puts the same counts into every bucket that starts within {@code [from, until)}. */
    public void fill(SloName slo, Instant from, Instant until, long good, long total) {
        for (Instant start = from; start.isBefore(until); start = start.plus(resolution)) {
            put(new Sample(slo, start, new EventCounts(good, total)));
        }
    }

    /** As {@link #fill(SloName, Instant, Instant, long, long)}, with all bad events of this kind. */
    public void fill(SloName slo, Instant from, Instant until, long good, long total, String errorKind) {
        for (Instant start = from; start.isBefore(until); start = start.plus(resolution)) {
            put(new Sample(slo, start, new EventCounts(good, total)), errorKind);
        }
    }

    /** Makes a gap: nothing is known of the buckets that start within {@code [from, until)}. */
    public void forget(SloName slo, Instant from, Instant until) {
        buckets.getOrDefault(slo, new TreeMap<>()).subMap(from, until).clear();
    }

    /** Whether it can be asked from now on. */
    public void setUnavailable(boolean unavailable) {
        this.unavailable = unavailable;
    }

    private Collection<Bucket> closed(SloName slo, Instant from, Instant until) {
        if (unavailable) {
            throw new SourceUnavailableException(
                    "the fake metric source was told to be unavailable", new IOException("connection refused"));
        }
        if (!from.isBefore(until)) {
            return List.of();
        }
        Instant newestClosed = clock.now().minus(resolution);
        return buckets.getOrDefault(slo, new TreeMap<>()).subMap(from, until).values().stream()
                .filter(bucket -> !bucket.sample().start().isAfter(newestClosed))
                .toList();
    }

    private static ErrorBreakdown sum(ErrorBreakdown one, ErrorBreakdown other) {
        SortedMap<String, Long> errors = new TreeMap<>(one.errorsByKind());
        other.errorsByKind().forEach((kind, count) -> errors.merge(kind, count, Long::sum));
        SortedMap<String, Long> degraded = new TreeMap<>(one.degradedByKind());
        other.degradedByKind().forEach((kind, count) -> degraded.merge(kind, count, Long::sum));
        return new ErrorBreakdown(errors, degraded, one.arrivals() + other.arrivals());
    }

    private record Bucket(Sample sample, ErrorBreakdown breakdown) {}
}
