package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SampleFeed.Order;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link SampleFeed} guarantees. */
public abstract class SampleFeedContract {

    private static final SloName SLO = new SloName("assistant/availability");
    private static final SloName OTHER = new SloName("assistant/latency");
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

    /** The history of these buckets, of minutes, no two of the same SLO and start. */
    protected abstract SampleFeed feedOf(List<Sample> samples);

    @Test
    void everyBucketIsHandedOut() {
        assertEquals(sorted(history()), sorted(read(feedOf(history())).samples));
    }

    @Test
    void thereIsSomethingToHandOutAtAll() {
        Heard heard = read(feedOf(List.of(bucket(SLO, 0, 1, 2))));
        assertEquals(List.of(bucket(SLO, 0, 1, 2)), heard.samples);
        assertEquals(Duration.ofMinutes(1), heard.resolution);
    }

    @Test
    void whatWasSeenIsCounted() {
        SampleFeed.Facts facts = feedOf(history()).feed(new Heard());
        assertEquals(history().size(), facts.samples());
        assertEquals(0, facts.replaced());
        assertEquals(0, facts.skipped());
    }

    @Test
    void theOrderIsTheOneThatWasTold() {
        Heard heard = read(feedOf(history()));
        Comparator<Sample> told = heard.order == Order.BY_TIME
                ? Comparator.comparing(Sample::start)
                : Comparator.comparingInt((Sample sample) -> heard.names.indexOf(sample.slo()))
                        .thenComparing(Sample::start);
        assertEquals(heard.samples.stream().sorted(told).toList(), heard.samples);
    }

    @Test
    void slosAreToldOnceEach() {
        Heard heard = read(feedOf(history()));
        assertEquals(Set.of(SLO, OTHER), new HashSet<>(heard.names));
        assertEquals(2, heard.names.size());
    }

    @Test
    void feedingAgainHandsOutTheSameAgain() {
        SampleFeed feed = feedOf(history());
        assertEquals(read(feed).samples, read(feed).samples);
    }

    @Test
    void aGapStaysAGapAndZeroEventsAreABucket() {
        List<Sample> gap = List.of(bucket(SLO, 0, 0, 0), bucket(SLO, 1, 5, 5), bucket(SLO, 7, 1, 3));
        assertEquals(gap, sorted(read(feedOf(gap)).samples));
    }

    @Test
    void whatIsHandedOutTogetherIsWhatIsHandedOutOneByOne() {
        Heard together = new Heard() {
            @Override
            public void samples(int slo, int count, long[] starts, long[] good, long[] total) {
                for (int i = 0; i < count; i++) {
                    sample(slo, starts[i], good[i], total[i]);
                }
            }
        };
        SampleFeed feed = feedOf(history());
        feed.feed(together);
        assertEquals(read(feed).samples, together.samples);
    }

    @Test
    void whatTheSinkThrowsEndsTheFeedingAndNothingElse() {
        SampleFeed feed = feedOf(history());
        IllegalStateException full = new IllegalStateException("full");
        SampleFeed.Sink refusing = new Heard() {
            @Override
            public void sample(int slo, long start, long good, long total) {
                throw full;
            }
        };
        assertSame(full, assertThrows(IllegalStateException.class, () -> feed.feed(refusing)));
        assertEquals(sorted(history()), sorted(read(feed).samples));
    }

    private static List<Sample> history() {
        List<Sample> history = new ArrayList<>();
        for (int minute = 0; minute < 200; minute++) {
            history.add(bucket(SLO, minute, 90 + minute % 7, 100));
            if (minute % 3 != 0) {
                history.add(bucket(OTHER, minute, minute, minute + 4));
            }
        }
        return history;
    }

    private static List<Sample> sorted(List<Sample> samples) {
        return samples.stream()
                .sorted(Comparator.comparing((Sample sample) -> sample.slo().value())
                        .thenComparing(Sample::start))
                .toList();
    }

    private static Heard read(SampleFeed feed) {
        Heard heard = new Heard();
        feed.feed(heard);
        return heard;
    }

    private static Sample bucket(SloName slo, int minute, long good, long total) {
        return new Sample(slo, TEN.plusSeconds(60L * minute), new EventCounts(good, total));
    }

    /** Keeps what it is handed, and sees to it that it is handed in the way that was promised. */
    private static class Heard implements SampleFeed.Sink {

        private final List<SloName> names = new ArrayList<>();
        private final List<Sample> samples = new ArrayList<>();
        private Order order = Order.BY_TIME;
        private Duration resolution = Duration.ZERO;

        @Override
        public void begin(Order order, Duration resolution) {
            this.order = order;
            this.resolution = resolution;
            names.clear();
            samples.clear();
        }

        @Override
        public void slo(int number, SloName name) {
            assertEquals(names.size(), number, "SLOs are numbered from 0 as they come");
            names.add(name);
        }

        @Override
        public void sample(int slo, long start, long good, long total) {
            assertTrue(!resolution.isZero(), "a history begins before its buckets come");
            samples.add(new Sample(names.get(slo), Instant.ofEpochSecond(start), new EventCounts(good, total)));
        }
    }
}
