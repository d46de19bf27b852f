package dev.safeguard.application.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.testkit.Examples;
import dev.safeguard.application.testkit.FakeSampleFeed;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceHistoryTest {

    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    private static final AlertRule RULE = Examples.rule();

    @Test
    void columnsShareTheBucketsAmongThem() {
        Trace trace = trace(10, 5);

        assertEquals(5, trace.columns().size());
        trace.columns().forEach(column -> assertEquals(2, column.buckets()));
        assertEquals(new EventCounts(100 + 90, 200), trace.columns().getFirst().events());
        assertEquals(new EventCounts(90, 100), trace.columns().getFirst().worst());
    }

    @Test
    void burnsAreThePeaksAtTheBoundariesOfAColumn() {
        Trace trace = trace(10, 10);

        // One in twenty bad after two minutes of them, at a budget of 0.5 %.
        assertEquals(0, trace.columns().get(0).burns().getFirst().longest());
        assertEquals(10, trace.columns().get(1).burns().getFirst().longest(), 1e-9);
        assertEquals(10, trace.columns().get(1).burns().getFirst().shortest(), 1e-9);
        // Five minutes, of which three are bad: one more than before.
        assertEquals(12, trace.columns().get(5).burns().getFirst().shortest(), 1e-9);
    }

    @Test
    void aGapHasNoBucketsAndOtherSlosDoNotCount() {
        List<Sample> samples = new ArrayList<>(samples(3));
        samples.add(new Sample(RULE.slo().name(), TEN.plusSeconds(540), new EventCounts(1, 1)));
        samples.add(new Sample(new SloName("other"), TEN.plusSeconds(300), new EventCounts(0, 99)));
        Trace trace = new TraceHistory().trace(new FakeSampleFeed(samples), RULE, TEN, TEN.plusSeconds(600), 10);

        assertEquals(
                List.of(1, 1, 1, 0, 0, 0, 0, 0, 0, 1),
                trace.columns().stream().map(Trace.Column::buckets).toList());
        assertEquals(EventCounts.NONE, trace.columns().get(5).events());
    }

    @Test
    void aTraceNeedsSomeTime() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TraceHistory().trace(new FakeSampleFeed(samples(1)), RULE, TEN, TEN, 10));
    }

    private static Trace trace(int minutes, int columns) {
        return new TraceHistory()
                .trace(
                        new FakeSampleFeed(samples(minutes)),
                        RULE,
                        TEN,
                        TEN.plus(Duration.ofMinutes(minutes)),
                        columns);
    }

    /** Every other minute one in ten is bad. */
    private static List<Sample> samples(int minutes) {
        List<Sample> samples = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            samples.add(new Sample(
                    RULE.slo().name(),
                    TEN.plusSeconds(60L * minute),
                    new EventCounts(minute % 2 == 0 ? 100 : 90, 100)));
        }
        return samples;
    }
}
