package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A recorded history as a metric source: all of it is over, and nothing is known of the kinds of errors. */
final class RecordedMetricSource implements MetricSource {

    private final Map<SloName, Series> series;

    RecordedMetricSource(Collection<Series> series) {
        this.series = series.stream().collect(Collectors.toUnmodifiableMap(Series::slo, Function.identity()));
    }

    @Override
    public List<Sample> closedBuckets(SloName slo, Instant from, Instant until) {
        Series known = series.get(slo);
        return known == null ? List.of() : known.between(from, until);
    }

    @Override
    public ErrorBreakdown breakdown(SloName slo, Instant from, Instant until) {
        Series known = series.get(slo);
        EventCounts sum = known == null ? EventCounts.NONE : known.sum(from, until);
        SortedMap<String, Long> errors = new TreeMap<>();
        if (sum.bad() > 0) {
            errors.put(UNSPECIFIED, sum.bad());
        }
        return new ErrorBreakdown(errors, new TreeMap<>(), sum.total());
    }
}
