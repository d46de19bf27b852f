package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link MetricSource} promises. */
public abstract class MetricSourceContract {

    private Watched watched;

    /**
     * A source with an SLO of at least four closed buckets, bad events among them, and some that are not closed yet.
     */
    protected abstract Watched watched();

    /**
     * A source and what is known of it.
     *
     * @param from a time at or before the start of the first bucket of the SLO to look at
     * @param now the present, by which buckets are closed or not
     */
    public record Watched(MetricSource source, SloName slo, Instant from, Instant now, Duration resolution) {}

    @BeforeEach
    void watch() {
        watched = watched();
    }

    @Test
    void bucketsComeOldestFirstEachOnce() {
        List<Instant> starts = all().stream().map(Sample::start).toList();
        assertTrue(starts.size() >= 4, "the contract needs four closed buckets at least");
        assertEquals(starts.stream().sorted().distinct().toList(), starts);
        assertTrue(all().stream().allMatch(sample -> sample.slo().equals(watched.slo())));
    }

    @Test
    void bucketsStartAtMultiplesOfTheResolution() {
        long resolution = watched.resolution().toSeconds();
        assertTrue(all().stream().allMatch(sample -> sample.start().getEpochSecond() % resolution == 0));
    }

    @Test
    void onlyClosedBucketsAreHandedOut() {
        Instant lastClosed = watched.now().minus(watched.resolution());
        List<Sample> all = buckets(watched.from(), watched.now().plus(Duration.ofDays(1)));
        assertFalse(all.isEmpty());
        assertTrue(all.stream().noneMatch(sample -> sample.start().isAfter(lastClosed)));
    }

    @Test
    void theSpanHoldsItsStartAndNotItsEnd() {
        Sample second = all().get(1);
        Instant start = second.start();
        Instant end = start.plus(watched.resolution());
        assertEquals(List.of(second), buckets(start, end));
        assertEquals(List.of(second), buckets(start.minusSeconds(1), start.plusSeconds(1)));
        assertEquals(List.of(), buckets(start.plusSeconds(1), end));
    }

    @Test
    void anEmptySpanHoldsNothing() {
        Instant start = all().getFirst().start();
        assertEquals(List.of(), buckets(start, start));
        assertEquals(ErrorBreakdown.NONE, watched.source().breakdown(watched.slo(), start, start));
    }

    @Test
    void askingInTwoPartsOrTwiceGivesTheSame() {
        List<Sample> all = all();
        Instant middle = all.get(all.size() / 2).start();
        List<Sample> parts = Stream.concat(
                        buckets(watched.from(), middle).stream(), buckets(middle, watched.now()).stream())
                .toList();
        assertEquals(all, parts);
        assertEquals(all, new ArrayList<>(all()));
    }

    @Test
    void anSloNeverHeardOfHasNoBuckets() {
        SloName unknown = new SloName("never-heard-of");
        assertEquals(List.of(), watched.source().closedBuckets(unknown, watched.from(), watched.now()));
        assertEquals(ErrorBreakdown.NONE, watched.source().breakdown(unknown, watched.from(), watched.now()));
    }

    @Test
    void theBreakdownTellsTheBadEventsOfTheSameBuckets() {
        long bad = all().stream().mapToLong(sample -> sample.counts().bad()).sum();
        long total = all().stream().mapToLong(sample -> sample.counts().total()).sum();
        ErrorBreakdown breakdown = watched.source().breakdown(watched.slo(), watched.from(), watched.now());
        assertTrue(bad > 0, "the contract needs bad events");
        assertEquals(bad, breakdown.errors());
        assertTrue(breakdown.arrivals() >= total, "refused events arrived too");
    }

    private List<Sample> all() {
        return buckets(watched.from(), watched.now());
    }

    private List<Sample> buckets(Instant from, Instant until) {
        return watched.source().closedBuckets(watched.slo(), from, until);
    }
}
