package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The SLOs that a Prometheus is watching now, counted as {@link PrometheusSampleFeed} counts them. Where a total has no
 * good events beside it there are none, provided that they were seen within the day before.
 *
 * <p>A query that is at fault is a {@link dev.safeguard.application.port.RefusedQueryException}, and a file of
 * credentials that cannot be read a {@link java.io.UncheckedIOException}.
 */
public final class PrometheusMetricSource implements MetricSource {

    /**
     * What is asked about one SLO.
     *
     * @param queries its good events and all of its events; they are about this SLO alone
     * @param kinds its bad events by kind, where those can be told apart
     */
    public record Watched(PrometheusQueries queries, Optional<Kinds> kinds) {}

    /**
     * The bad events by kind.
     *
     * @param query counts bad events
     * @param label names the kind of each
     */
    public record Kinds(String query, String label) {}

    /** For so long good events are remembered: one that was there then and is not now has stopped. */
    private static final Duration MEMORY = Duration.ofDays(1);

    private final Map<SloName, Watched> watched;
    private final PrometheusApi api;
    private final Duration step;
    private final Duration lag;
    private final Clock clock;

    /**
     * The source of these SLOs.
     *
     * @param step the length of a bucket, whole seconds
     * @param lag how long after the end of a bucket its last sample may come in; a bucket counts as closed only then
     */
    public PrometheusMetricSource(
            PrometheusServer server, Map<SloName, Watched> watched, Duration step, Duration lag, Clock clock) {
        PrometheusBuckets.checkStep(step);
        if (lag.isNegative()) {
            throw new IllegalArgumentException("the lag of samples must not be negative, was " + lag);
        }
        this.watched = Map.copyOf(watched);
        this.api = new PrometheusApi(server, Thread::sleep);
        this.step = step;
        this.lag = lag;
        this.clock = clock;
    }

    @Override
    public List<Sample> closedBuckets(SloName slo, Instant from, Instant until) {
        Watched asked = watched.get(slo);
        if (asked == null) {
            return List.of();
        }
        List<Sample> samples = new ArrayList<>();
        counted(asked.queries(), from, until)
                .forEach(
                        bucket -> samples.add(new Sample(slo, Instant.ofEpochSecond(bucket.start()), bucket.counts())));
        return List.copyOf(samples);
    }

    @Override
    public ErrorBreakdown breakdown(SloName slo, Instant from, Instant until) {
        Watched asked = watched.get(slo);
        if (asked == null) {
            return ErrorBreakdown.NONE;
        }
        EventCounts sum = EventCounts.NONE;
        for (Bucket bucket : counted(asked.queries(), from, until)) {
            sum = sum.plus(bucket.counts());
        }
        SortedMap<String, Long> errors = new TreeMap<>();
        if (asked.kinds().isPresent() && sum.bad() > 0) {
            Kinds kinds = asked.kinds().get();
            PrometheusQueries byKind =
                    PrometheusQueries.of(slo, kinds.query(), kinds.query()).by(kinds.label());
            counted(byKind, from, until)
                    .forEach(bucket ->
                            errors.merge(bucket.name(), bucket.counts().total(), Long::sum));
            errors.values().removeIf(count -> count == 0);
        }
        fit(errors, sum.bad());
        return new ErrorBreakdown(errors, new TreeMap<>(), sum.total());
    }

    /**
     * Makes the kinds add up to the bad events. What they do not tell is unspecified; what they tell too much, as
     * estimates do, is taken off the largest.
     */
    private static void fit(SortedMap<String, Long> errors, long bad) {
        long left = bad - errors.values().stream().mapToLong(Long::longValue).sum();
        if (left > 0) {
            errors.merge(UNSPECIFIED, left, Long::sum);
        }
        while (left < 0) {
            Map.Entry<String, Long> largest =
                    errors.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
            long taken = Math.min(-left, largest.getValue());
            errors.merge(largest.getKey(), -taken, Long::sum);
            left += taken;
        }
    }

    private record Bucket(String name, long start, EventCounts counts) {}

    private List<Bucket> counted(PrometheusQueries queries, Instant from, Instant until) {
        long first = PrometheusBuckets.boundaryFrom(from, step);
        long last = Math.min(
                PrometheusBuckets.boundaryFrom(until, step),
                PrometheusBuckets.boundaryUntil(clock.now().minus(lag), step));
        List<Bucket> buckets = new ArrayList<>();
        if (first < last) {
            new PrometheusBuckets(api, queries, step, PrometheusSampleFeed.Progress.NONE)
                    .feed(first, last, Math.min(first, last - MEMORY.toSeconds()), new SampleFeed.Sink() {

                        private final List<String> names = new ArrayList<>();

                        @Override
                        public void begin(SampleFeed.Order order, Duration resolution) {
                            names.clear();
                        }

                        @Override
                        public void slo(int number, SloName name) {
                            names.add(name.value());
                        }

                        @Override
                        public void sample(int slo, long start, long good, long total) {
                            buckets.add(new Bucket(names.get(slo), start, new EventCounts(good, total)));
                        }
                    });
        }
        return buckets;
    }
}
