package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.MetricSourceContract;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PrometheusMetricSourceTest extends MetricSourceContract {

    private static final SloName SLO = new SloName("chat-answers");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakePrometheus prometheus = new FakePrometheus();
    private final FakeClock clock = new FakeClock(NINE.plusSeconds(630));

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Override
    protected Watched watched() {
        for (int minute = 0; minute <= 20; minute++) {
            if (minute != 4) {
                add("answers_total", "ok=true", minute, 590L * minute);
                add("answers_total", "ok=false", minute, 10L * minute);
            }
        }
        MetricSource source = source(Duration.ZERO, "answers_total{ok=\"true\"}", "answers_total", Optional.empty());
        return new Watched(source, SLO, NINE.minusSeconds(3600), clock.now(), MINUTE);
    }

    @Test
    void aBucketIsClosedWhenItsLastSampleMustHaveComeIn() {
        watched();
        MetricSource patient =
                source(Duration.ofSeconds(31), "answers_total{ok=\"true\"}", "answers_total", Optional.empty());
        assertEquals(
                NINE.plusSeconds(480),
                patient.closedBuckets(SLO, NINE, NINE.plusSeconds(3600))
                        .getLast()
                        .start());
    }

    @Test
    void goodEventsThatStoppedWithinADayAreNone() {
        add("sli_good", "", -600, 5);
        add("sli_total", "", 1, 7);
        MetricSource source = source(
                Duration.ZERO,
                "sum_over_time(sli_good[$window])",
                "sum_over_time(sli_total[$window])",
                Optional.empty());
        List<Sample> none = List.of(new Sample(SLO, NINE, new EventCounts(0, 7)));
        assertEquals(none, source.closedBuckets(SLO, NINE, NINE.plusSeconds(60)));
    }

    @Test
    void goodEventsThatWereNotThereForADayAreUnmeasured() {
        add("sli_good", "", -1500, 5);
        add("sli_total", "", 1, 7);
        MetricSource source = source(
                Duration.ZERO,
                "sum_over_time(sli_good[$window])",
                "sum_over_time(sli_total[$window])",
                Optional.empty());
        assertEquals(List.of(), source.closedBuckets(SLO, NINE, NINE.plusSeconds(60)));
    }

    @Test
    void theKindsOfErrorsAddUpToTheBadEvents() {
        for (int minute = 0; minute <= 2; minute++) {
            add("good_total", "", minute, 90L * minute);
            add("asked_total", "", minute, 100L * minute);
            add("errors_total", "kind=provider-5xx", minute, 6L * minute);
            add("errors_total", "kind=timeout", minute, 3L * minute);
            add("too_many_total", "kind=provider-5xx", minute, 9L * minute);
            add("too_many_total", "kind=timeout", minute, 3L * minute);
        }
        assertEquals(
                Map.of("provider-5xx", 12L, "timeout", 6L, MetricSource.UNSPECIFIED, 2L), errorsByKind("errors_total"));
        assertEquals(Map.of("provider-5xx", 14L, "timeout", 6L), errorsByKind("too_many_total"));
    }

    private Map<String, Long> errorsByKind(String query) {
        return source(
                        Duration.ZERO,
                        "good_total",
                        "asked_total",
                        Optional.of(new PrometheusMetricSource.Kinds(query, "kind")))
                .breakdown(SLO, NINE, NINE.plusSeconds(120))
                .errorsByKind();
    }

    private MetricSource source(Duration lag, String good, String total, Optional<PrometheusMetricSource.Kinds> kinds) {
        return new PrometheusMetricSource(
                PrometheusServer.at(prometheus.url()),
                Map.of(SLO, new PrometheusMetricSource.Watched(PrometheusQueries.of(SLO, good, total), kinds)),
                MINUTE,
                lag,
                clock);
    }

    private void add(String name, String labels, int minute, long value) {
        prometheus.add(name, labels, NINE.getEpochSecond() + 60L * minute, Long.toString(value));
    }
}
