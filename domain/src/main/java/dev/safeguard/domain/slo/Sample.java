package dev.safeguard.domain.slo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The events of one bucket, {@code [start, start + resolution)}. Storing the same bucket again replaces it.
 *
 * @param start a multiple of the resolution since the epoch
 */
public record Sample(SloName slo, Instant start, EventCounts counts) {

    /** So many events in one bucket that a period's sum of them still fits a {@code long} with room to spare. */
    public static final long MAX_TOTAL = 10_000_000_000_000L;

    public Sample {
        if (counts.total() > MAX_TOTAL) {
            throw new IllegalArgumentException(
                    "total must be at most " + MAX_TOTAL + " in one bucket, was " + counts.total());
        }
        if (!start.equals(start.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("a bucket starts at a whole second, was " + start);
        }
    }
}
