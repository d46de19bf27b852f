package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.SampleFeed;
import java.time.Duration;
import java.time.Instant;

/**
 * The history that a Prometheus holds of two queries, good events and all events, without any configuration there.
 *
 * <p>Counters are counted exactly: their samples are fetched as they were stored, and what each series grew by between
 * two samples is added to the bucket that the later one lies in, a fall being a reset. Any other expression is
 * evaluated at the end of every bucket, and its values are rounded once. A bucket is measured where there is a total.
 * Where there are no good events beside it, there are none, provided that they were there at any time of the period;
 * else the SLO is unmeasured, and the facts say so. They also say what is an estimate.
 *
 * <p>A sample of Prometheus at a time is about what was before it. So the bucket {@code [s, s + step)} is made of the
 * samples in {@code (s, s + step]}.
 *
 * <p>A query that is at fault is a {@link dev.safeguard.application.port.RefusedQueryException}, and a file of
 * credentials that cannot be read a {@link java.io.UncheckedIOException}.
 */
public final class PrometheusSampleFeed implements SampleFeed {

    /** Who is told how far a feeding is. */
    @FunctionalInterface
    public interface Progress {

        Progress NONE = (until, requests) -> {};

        /** Everything before this instant was handed out; so many requests were needed for it. */
        void reached(Instant until, int requests);
    }

    private final PrometheusServer server;
    private final PrometheusQueries queries;
    private final Instant from;
    private final Instant until;
    private final Duration step;
    private final Progress progress;
    private final PrometheusApi.Pause pause;

    /**
     * The buckets that lie wholly within {@code [from, until)}.
     *
     * @param step the length of a bucket, whole seconds
     */
    public PrometheusSampleFeed(
            PrometheusServer server,
            PrometheusQueries queries,
            Instant from,
            Instant until,
            Duration step,
            Progress progress) {
        this(server, queries, from, until, step, progress, Thread::sleep);
    }

    PrometheusSampleFeed(
            PrometheusServer server,
            PrometheusQueries queries,
            Instant from,
            Instant until,
            Duration step,
            Progress progress,
            PrometheusApi.Pause pause) {
        PrometheusBuckets.checkStep(step);
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a period ends after it begins, was " + from + " to " + until);
        }
        this.server = server;
        this.queries = queries;
        this.from = from;
        this.until = until;
        this.step = step;
        this.progress = progress;
        this.pause = pause;
    }

    @Override
    public Facts feed(Sink out) {
        long first = PrometheusBuckets.boundaryFrom(from, step);
        long last = PrometheusBuckets.boundaryUntil(until, step);
        return new PrometheusBuckets(new PrometheusApi(server, pause), queries, step, progress)
                .feed(first, last, first, out);
    }
}
