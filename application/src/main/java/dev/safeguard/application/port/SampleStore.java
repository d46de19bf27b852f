package dev.safeguard.application.port;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The buckets seen, kept by SLO and start, exactly as they came. Most come live, a few of each SLO at a time, and some
 * as a history of weeks: both are to be cheap, and so is a sum, however long its span.
 */
public interface SampleStore {

    /** Stores these, each in place of what was known of its bucket; of several of the same bucket the last one counts. */
    void save(List<Sample> samples);

    /** The buckets that start within {@code [from, until)}, oldest first. */
    List<Sample> find(SloName slo, Instant from, Instant until);

    /** The sum of the buckets that start within {@code [from, until)}. */
    Sum sum(SloName slo, Instant from, Instant until);

    /** The start of the newest bucket of this SLO; empty when there is none. */
    Optional<Instant> newestStart(SloName slo);

    /** The events of a span, and in how many buckets they were. */
    record Sum(EventCounts counts, int buckets) {}
}
