package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.testkit.SampleFeedContract;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What every feed guarantees, of counters. */
final class PrometheusCountersTest extends SampleFeedContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final FakePrometheus prometheus = new FakePrometheus();

    @Override
    protected SampleFeed feedOf(List<Sample> samples) {
        Map<SloName, long[]> counted = new HashMap<>();
        for (Sample sample : samples) {
            long start = sample.start().getEpochSecond();
            String labels = "slo=" + sample.slo();
            long[] sums = counted.computeIfAbsent(sample.slo(), slo -> {
                prometheus.add("good_total", labels, start, "0");
                prometheus.add("answers_total", labels, start, "0");
                return new long[2];
            });
            sums[0] += sample.counts().good();
            sums[1] += sample.counts().total();
            prometheus.add("good_total", labels, start + 60, Long.toString(sums[0]));
            prometheus.add("answers_total", labels, start + 60, Long.toString(sums[1]));
        }
        return new PrometheusSampleFeed(
                PrometheusServer.at(prometheus.url()),
                PrometheusQueries.of(new SloName("unused"), "good_total", "answers_total")
                        .by("slo"),
                NINE,
                NINE.plus(Duration.ofHours(6)),
                Duration.ofMinutes(1),
                PrometheusSampleFeed.Progress.NONE);
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }
}
