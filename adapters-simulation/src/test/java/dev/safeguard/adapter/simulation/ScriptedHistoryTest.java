package dev.safeguard.adapter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.simulation.Scenario.PlannedFault;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScriptedHistoryTest {

    private static final Instant START = Instant.parse("2026-02-02T00:00:00Z");

    @Test
    void everyWeekHasOneOfEach() {
        ScriptedHistory history = ScriptedHistory.of(28, 7);
        assertEquals(Duration.ofDays(28), history.length());
        assertEquals(4, history.gaps().size());
        for (int week = 0; week < 4; week++) {
            Duration begin = Duration.ofDays(7L * week);
            List<String> faults = history.faults().stream()
                    .filter(fault -> fault.from().minus(begin).toDays() / 7 == 0
                            && !fault.from().minus(begin).isNegative())
                    .map(PlannedFault::fault)
                    .toList();
            assertEquals(List.of("provider-outage", "provider-outage", "blip", "provider-outage", "slow-leak"), faults);
        }
        assertTrue(history.faults().stream().anyMatch(fault -> fault.from().toHoursPart() < 5), "one at night");
        assertEquals(
                history.faults().stream()
                        .sorted(Comparator.comparing(PlannedFault::from))
                        .toList(),
                history.faults());
    }

    @Test
    void theSameSeedIsTheSameHistory() {
        assertEquals(ScriptedHistory.of(28, 7), ScriptedHistory.of(28, 7));
        assertNotEquals(
                ScriptedHistory.of(28, 7).faults(), ScriptedHistory.of(28, 8).faults());
        assertEquals(samples(ScriptedHistory.of(3, 7)), samples(ScriptedHistory.of(3, 7)));
        assertNotEquals(samples(ScriptedHistory.of(3, 7)), samples(ScriptedHistory.of(3, 8)));
    }

    @Test
    void whatDoesNotFitIsLeftOut() {
        assertEquals(List.of(), ScriptedHistory.of(1, 7).faults());
        assertEquals(1440, samples(ScriptedHistory.of(1, 7)).size());
        assertEquals(1, ScriptedHistory.of(2, 7).faults().size());
    }

    @Test
    void samplesAreMissingInTheGapsOnly() {
        ScriptedHistory history = ScriptedHistory.of(7, 7);
        ScriptedHistory.Gap gap = history.gaps().getFirst();
        List<Sample> samples = samples(history);
        long missing = gap.until().minus(gap.from()).toMinutes();
        assertTrue(missing >= 20, gap.toString());
        assertEquals(7 * 1440 - missing, samples.size());
        Set<Instant> starts = new HashSet<>(samples.stream().map(Sample::start).toList());
        assertTrue(starts.contains(START.plus(gap.from()).minusSeconds(60)));
        assertTrue(!starts.contains(START.plus(gap.from())));
        assertTrue(!starts.contains(START.plus(gap.until()).minusSeconds(60)));
        assertTrue(starts.contains(START.plus(gap.until())));
    }

    @Test
    void faultsBreakWhatTheySay() {
        ScriptedHistory history = ScriptedHistory.of(7, 7);
        PlannedFault outage = history.faults().getFirst();
        EventCounts during = samples(history).stream()
                .filter(sample -> !sample.start().isBefore(START.plus(outage.from())))
                .filter(sample -> sample.start().isBefore(START.plus(outage.until())))
                .map(Sample::counts)
                .reduce(EventCounts.NONE, EventCounts::plus);
        assertEquals(outage.ratio().toDecimal(4).doubleValue(), (double) during.bad() / during.total(), 0.002);
    }

    private static List<Sample> samples(ScriptedHistory history) {
        return history.samples(Sli.CHAT_ANSWERS.sloName(), START);
    }
}
