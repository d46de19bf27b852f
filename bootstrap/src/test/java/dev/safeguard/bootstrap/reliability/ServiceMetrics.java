package dev.safeguard.bootstrap.reliability;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.List;

/** Reads what the {@link RecordingService} counted. */
final class ServiceMetrics implements MetricSource {

    private final ServiceClient service;

    ServiceMetrics(ServiceClient service) {
        this.service = service;
    }

    @Override
    public List<Sample> closedBuckets(SloName slo, Instant from, Instant until) {
        service.reached(Point.MEASURING);
        return service.expect("GET", "/sli/" + from + "/" + until, "").lines()
                .map(line -> line.split(" ", -1))
                .map(words -> new Sample(
                        slo,
                        Instant.parse(words[0]),
                        new EventCounts(Long.parseLong(words[1]), Long.parseLong(words[2]))))
                .toList();
    }

    @Override
    public ErrorBreakdown breakdown(SloName slo, Instant from, Instant until) {
        return ErrorBreakdown.NONE;
    }
}
