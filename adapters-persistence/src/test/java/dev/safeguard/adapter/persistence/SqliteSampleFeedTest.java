package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.application.testkit.SampleFeedContract;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqliteSampleFeedTest extends SampleFeedContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Override
    protected SampleFeed feedOf(List<Sample> samples) {
        save(samples);
        return everything();
    }

    @Test
    void onlyWhatWasAskedForIsHandedOut() {
        save(ofSlos(5, 0, 3 * 24 * 60));
        SampleFeed feed = file.database()
                .sampleFeed(
                        Set.of(slo(3), slo(1), new SloName("unknown")),
                        TEN.plusNanos(1),
                        TEN.plus(Duration.ofDays(1)),
                        MINUTE);
        Heard heard = new Heard();
        assertEquals(2 * (24 * 60 - 1), feed.feed(heard).samples());
        assertEquals(List.of(slo(1), slo(3)), heard.names);
        assertEquals(
                ofSlos(5, 1, 24 * 60).stream()
                        .filter(sample -> Set.of(slo(1), slo(3)).contains(sample.slo()))
                        .toList(),
                heard.samples);
    }

    @Test
    void whatIsNotSealedYetCountsToo() {
        List<Sample> history = ofSlos(12, 0, 2 * 24 * 60);
        save(history);
        List<Sample> corrected = new ArrayList<>(history);
        for (int slo = 0; slo < 12; slo++) {
            int first = slo * 2 * 24 * 60;
            corrected.set(first + 100, new Sample(slo(slo), history.get(first + 100).start(), EventCounts.NONE));
        }
        save(IntStream.range(0, 12)
                .mapToObj(slo -> corrected.get(slo * 2 * 24 * 60 + 100))
                .toList());
        Sample stray = new Sample(slo(4), Instant.parse("1969-12-24T00:00:00Z"), new EventCounts(3, 4));
        corrected.add(4 * 2 * 24 * 60, stray);
        save(List.of(stray));
        Heard heard = new Heard();
        assertEquals(corrected.size(), everything().feed(heard).samples());
        assertEquals(corrected, heard.samples);
    }

    @Test
    void anSloWithNothingInTheSpanIsNotTold() {
        save(ofSlos(2, 0, 10));
        save(List.of(new Sample(slo(0), TEN.plus(Duration.ofDays(9)), new EventCounts(1, 2))));
        Heard heard = new Heard();
        file.database()
                .sampleFeed(TEN.plus(Duration.ofDays(5)), TEN.plus(Duration.ofDays(20)), MINUTE)
                .feed(heard);
        assertEquals(List.of(slo(0)), heard.names);
        assertEquals(1, heard.samples.size());
    }

    @Test
    void thereMayBeNothing() {
        Heard heard = new Heard();
        assertEquals(0, everything().feed(heard).samples());
        assertEquals(List.of(), heard.names);
    }

    @Test
    void theStateMayBeReadAndWrittenMeanwhile() {
        save(ofSlos(2, 0, 24 * 60));
        Heard writing = new Heard() {
            @Override
            public void slo(int number, SloName name) {
                super.slo(number, name);
                save(List.of(new Sample(name, TEN.minusSeconds(60), new EventCounts(0, 1))));
            }
        };
        everything().feed(writing);
        assertEquals(ofSlos(2, 0, 24 * 60), writing.samples, "as it was when the feeding began");
        assertEquals(2 * 24 * 60 + 2, everything().feed(new Heard()).samples());
    }

    @Test
    void aBucketOfAnotherResolutionIsRefused() {
        save(ofSlos(1, 0, 10));
        save(List.of(new Sample(slo(0), TEN.plusSeconds(90), EventCounts.NONE)));
        StoreException refused =
                assertThrows(StoreException.class, () -> everything().feed(new Heard()));
        assertEquals(
                "the state file " + file.path() + " holds a bucket of slo-00 that starts at 2026-03-02T10:01:30Z, which"
                        + " is no multiple of PT1M; ask for the resolution of its SLO",
                refused.getMessage());
        Heard heard = new Heard();
        file.database()
                .sampleFeed(Instant.MIN, Instant.MAX, Duration.ofSeconds(30))
                .feed(heard);
        assertEquals(11, heard.samples.size());
    }

    @Test
    void aResolutionIsOfWholeSeconds() {
        SqliteDatabase database = file.database();
        assertThrows(
                IllegalArgumentException.class,
                () -> database.sampleFeed(Instant.MIN, Instant.MAX, Duration.ofMillis(1500)));
        assertThrows(
                IllegalArgumentException.class,
                () -> database.sampleFeed(Instant.MIN, Instant.MAX, Duration.ZERO));
    }

    @Test
    void aSinkThatFailsAtTheFirstBucketOfALongHistoryEndsTheReadingToo() {
        for (int month = 0; month < 4; month++) {
            save(Examples.samples(TEN.plus(Duration.ofDays(30L * month)), 43_200, 1, 2));
        }
        ArithmeticException full = new ArithmeticException("full");
        SampleFeed.Sink refusing = new Heard() {
            @Override
            public void sample(int slo, long start, long good, long total) {
                throw full;
            }
        };
        ArithmeticException thrown = assertThrows(ArithmeticException.class, () -> everything().feed(refusing));
        assertSame(full, thrown);
        assertEquals(4 * 43_200, everything().feed(new Heard()).samples());
    }

    private SampleFeed everything() {
        return file.database().sampleFeed(Instant.MIN, Instant.MAX, MINUTE);
    }

    private void save(List<Sample> samples) {
        file.database().unitOfWork().commit(stores -> stores.samples().save(samples));
    }

    private static List<Sample> ofSlos(int slos, int from, int until) {
        return IntStream.range(0, slos)
                .boxed()
                .flatMap(slo -> IntStream.range(from, until)
                        .mapToObj(minute -> new Sample(
                                slo(slo), TEN.plusSeconds(60L * minute), new EventCounts(minute, minute + slo))))
                .toList();
    }

    private static SloName slo(int number) {
        return new SloName(number < 10 ? "slo-0" + number : "slo-" + number);
    }

    private static class Heard implements SampleFeed.Sink {
        private final List<SloName> names = new ArrayList<>();
        private final List<Sample> samples = new ArrayList<>();

        @Override
        public void begin(SampleFeed.Order order, Duration resolution) {
            assertEquals(SampleFeed.Order.BY_SLO, order);
        }

        @Override
        public void slo(int number, SloName name) {
            assertEquals(names.size(), number);
            names.add(name);
        }

        @Override
        public void sample(int slo, long start, long good, long total) {
            samples.add(new Sample(names.get(slo), Instant.ofEpochSecond(start), new EventCounts(good, total)));
        }
    }
}
