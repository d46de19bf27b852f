package dev.safeguard.application.port;

import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.List;

/**
 * Where event counts come from. It only hands out buckets; one engine sums the windows.
 *
 * <p>Asking twice gives the same answer unless the counts were corrected meanwhile; asking changes nothing. Not
 * necessarily safe for use from several threads.
 */
public interface MetricSource {

    /**
     * The closed buckets of an SLO that start within {@code [from, until)}, oldest first, each once. A bucket is closed
     * when its end is not after the present. One that nothing is known of is left out: a gap stays a gap, and zero
     * events is a bucket of zero events.
     *
     * @throws SourceUnavailableException when the source cannot be asked; an SLO it has never heard of has no buckets
     */
    List<Sample> closedBuckets(SloName slo, Instant from, Instant until);

    /**
     * What the bad and the degraded events of the closed buckets starting within {@code [from, until)} were. A source
     * that cannot tell kinds apart reports all errors under {@link #UNSPECIFIED}.
     *
     * @throws SourceUnavailableException when the source cannot be asked
     */
    ErrorBreakdown breakdown(SloName slo, Instant from, Instant until);

    /** The kind of an error of which no more is known. */
    String UNSPECIFIED = "unspecified";
}
