package dev.safeguard.application.shift;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.SourceUnavailableException;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.List;

/**
 * A metric source that may be out of reach for a while. What it does not say is a gap: levels stay latched, recovery
 * stays unproven, and freshness tells that nothing is heard. The gap is asked for again.
 */
final class PatientSource implements MetricSource {

    private final MetricSource source;

    PatientSource(MetricSource source) {
        this.source = source;
    }

    @Override
    public List<Sample> closedBuckets(SloName slo, Instant from, Instant until) {
        try {
            return source.closedBuckets(slo, from, until);
        } catch (SourceUnavailableException outOfReach) {
            return List.of();
        }
    }

    @Override
    public ErrorBreakdown breakdown(SloName slo, Instant from, Instant until) {
        try {
            return source.breakdown(slo, from, until);
        } catch (SourceUnavailableException outOfReach) {
            return ErrorBreakdown.NONE;
        }
    }
}
