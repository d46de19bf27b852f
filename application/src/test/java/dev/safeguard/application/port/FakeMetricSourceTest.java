package dev.safeguard.application.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FakeMetricSource;
import dev.safeguard.application.testkit.MetricSourceContract;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FakeMetricSourceTest extends MetricSourceContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final SloName SLO = new SloName("chat-answers");
    private static final SloName OTHER = new SloName("retrieval-hits");

    private final FakeClock clock = new FakeClock(NINE.plusSeconds(630));
    private final FakeMetricSource source = new FakeMetricSource(clock);

    @Override
    protected Watched watched() {
        source.fill(SLO, NINE, NINE.plusSeconds(1200), 590, 600);
        return new Watched(source, SLO, NINE, clock.now(), Duration.ofMinutes(1));
    }

    @Test
    void kindsAreKnownWhereTheyWereGiven() {
        source.fill(OTHER, NINE, NINE.plusSeconds(60), 590, 600);
        source.fill(OTHER, NINE.plusSeconds(60), NINE.plusSeconds(180), 300, 600, "provider-5xx");
        assertEquals(
                Map.of("provider-5xx", 600L, MetricSource.UNSPECIFIED, 10L),
                source.breakdown(OTHER, NINE, clock.now()).errorsByKind());
    }

    @Test
    void whatWasForgottenIsAGap() {
        source.fill(OTHER, NINE, NINE.plusSeconds(300), 590, 600);
        source.forget(OTHER, NINE.plusSeconds(60), NINE.plusSeconds(120));
        assertEquals(4, source.closedBuckets(OTHER, NINE, clock.now()).size());
    }

    @Test
    void itIsUnavailableWhenToldTo() {
        source.setUnavailable(true);
        assertThrows(SourceUnavailableException.class, () -> source.closedBuckets(OTHER, NINE, clock.now()));
        assertThrows(SourceUnavailableException.class, () -> source.breakdown(OTHER, NINE, clock.now()));
    }
}
