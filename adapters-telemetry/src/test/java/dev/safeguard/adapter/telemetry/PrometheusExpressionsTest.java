package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.testkit.SampleFeedContract;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What every feed guarantees, of expressions that Prometheus evaluates. */
final class PrometheusExpressionsTest extends SampleFeedContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final FakePrometheus prometheus = new FakePrometheus();

    @Override
    protected SampleFeed feedOf(List<Sample> samples) {
        for (Sample sample : samples) {
            long end = sample.start().getEpochSecond() + 60;
            String labels = "slo=" + sample.slo();
            prometheus.add(
                    "sli_good", labels, end, Long.toString(sample.counts().good()));
            prometheus.add(
                    "sli_total", labels, end, Long.toString(sample.counts().total()));
        }
        return new PrometheusSampleFeed(
                PrometheusServer.at(prometheus.url()),
                PrometheusQueries.of(
                                new SloName("unused"),
                                "sum by (slo) (sum_over_time(sli_good[$window]))",
                                "sum_over_time(sli_total[$window])")
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
