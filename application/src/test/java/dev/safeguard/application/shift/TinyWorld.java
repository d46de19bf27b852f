package dev.safeguard.application.shift;

import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A service with 1,000 requests a minute. A fault makes a share of them fail; each flag that is on takes its share of
 * the failures away. A minute is what it was when it was over.
 */
final class TinyWorld implements MetricSource, FaultInjector {

    private static final int REQUESTS = 1000;

    private final FakeClock clock;
    private final FakeMitigation flags;
    private final Map<String, Integer> failuresTakenByFlag = new LinkedHashMap<>();
    private final Map<Instant, EventCounts> minutes = new TreeMap<>();
    private final Instant origin;
    private int failing;

    TinyWorld(FakeClock clock, FakeMitigation flags) {
        this.clock = clock;
        this.flags = flags;
        this.origin = clock.now();
    }

    /** This flag, when on, spares so many of 1,000 requests their failure. */
    TinyWorld helps(String flag, int requests) {
        failuresTakenByFlag.put(flag, requests);
        return this;
    }

    @Override
    public List<Sample> closedBuckets(SloName slo, Instant from, Instant until) {
        List<Sample> samples = new ArrayList<>();
        for (Instant start = from; start.isBefore(until); start = start.plus(Duration.ofMinutes(1))) {
            if (!start.plus(Duration.ofMinutes(1)).isAfter(clock.now())) {
                samples.add(new Sample(slo, start, minute(start)));
            }
        }
        return samples;
    }

    @Override
    public ErrorBreakdown breakdown(SloName slo, Instant from, Instant until) {
        long bad = closedBuckets(slo, from, until).stream().mapToLong(s -> s.counts().bad()).sum();
        return new ErrorBreakdown(new TreeMap<>(Map.of("provider-5xx", bad)), new TreeMap<>(), 0);
    }

    @Override
    public Set<String> faults() {
        return Set.of("outage");
    }

    @Override
    public void inject(String fault, Ratio ratio) {
        failing = ratio.times(Ratio.of(REQUESTS, 1)).toDecimal(0).intValueExact();
    }

    private EventCounts minute(Instant start) {
        if (start.isBefore(origin)) {
            return new EventCounts(REQUESTS, REQUESTS);
        }
        return minutes.computeIfAbsent(start, unused -> {
            int spared = failuresTakenByFlag.entrySet().stream()
                    .filter(flag -> flags.state(flag.getKey()).equals(ControlState.of("on")))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            return new EventCounts(REQUESTS - Math.max(0, failing - spared), REQUESTS);
        });
    }
}
