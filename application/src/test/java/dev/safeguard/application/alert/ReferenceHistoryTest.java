package dev.safeguard.application.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.testkit.ReferenceHistory;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference history, whose transitions were counted by another program in another language, and for a hundred SLOs by
 * Prometheus too, which agreed on every one of them.
 */
class ReferenceHistoryTest {

    private static final int MONTH = 30 * 24 * 60;
    private static final long NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    @ParameterizedTest
    @CsvSource({"10, 512", "100, 5273"})
    void aMonthHasAsManyTransitionsAsOthersCounted(int slos, long transitions) {
        long counted = new ReplayHistory()
                .replay(feed(slos), ReferenceHistoryTest::rule, ignored -> {}).replays().stream()
                        .mapToLong(ReferenceHistoryTest::transitions)
                        .sum();
        assertEquals(transitions, counted);
    }

    /** Each firing begins, and ends unless it is at the last boundary. */
    private static long transitions(Replay replay) {
        return replay.firings().stream()
                .mapToLong(firing -> firing.to().equals(Instant.ofEpochSecond(NEW_YEAR + 60L * MONTH)) ? 1 : 2)
                .sum();
    }

    private static AlertRule rule(SloName name, Duration resolution) {
        Slo slo = new Slo(
                name, new ServiceName("reference"), "", Objective.of("0.999"), Duration.ofDays(30), resolution);
        List<BurnTier> anyCount = AlertPolicy.builtIn(slo.objective(), slo.period()).tiers().stream()
                .map(tier -> new BurnTier(
                        tier.name(), tier.severity(), tier.factor(), tier.longWindow(), tier.shortWindow(), 0, 0))
                .toList();
        return new AlertRule(slo, AlertPolicy.custom(anyCount));
    }

    private static SampleFeed feed(int slos) {
        return out -> {
            out.begin(SampleFeed.Order.BY_TIME, Duration.ofMinutes(1));
            for (int slo = 0; slo < slos; slo++) {
                out.slo(slo, new SloName("s" + slo));
            }
            long samples = 0;
            for (int minute = 0; minute < MONTH; minute++) {
                for (int slo = 0; slo < slos; slo++) {
                    long counts = ReferenceHistory.minute(slo, minute);
                    if (counts != ReferenceHistory.ABSENT) {
                        long total = counts >>> 32;
                        out.sample(slo, NEW_YEAR + 60L * minute, total - (counts & 0xFFFF_FFFFL), total);
                        samples++;
                    }
                }
            }
            return new SampleFeed.Facts(samples, 0, 0, List.of());
        };
    }
}
