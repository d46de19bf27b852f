package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.testkit.MetricSourceContract;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

final class RecordedMetricSourceTest extends MetricSourceContract {

    private static final SloName SLO = new SloName("chat-answers");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    @Override
    protected Watched watched() {
        Series series = new Series(SLO);
        for (int minute = 0; minute < 10; minute++) {
            if (minute != 4) {
                series.add(NINE.getEpochSecond() + 60L * minute, 590, 600);
            }
        }
        Instant end = NINE.plusSeconds(600);
        return new Watched(new RecordedMetricSource(List.of(series)), SLO, Instant.EPOCH, end, Duration.ofMinutes(1));
    }
}
