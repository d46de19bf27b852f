package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.SampleStore;
import dev.safeguard.application.port.SampleStore.Sum;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link SampleStore} guarantees. */
public abstract class SampleStoreContract extends PersistenceContract {

    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    private static final SloName SLO = new SloName("assistant/availability");
    private static final SloName OTHER = new SloName("assistant/latency");

    @Test
    void bucketsComeBackOldestFirstWhateverTheOrderTheyCameIn() {
        save(bucket(SLO, 2, 8, 9), bucket(SLO, 0, 1, 2), bucket(SLO, 1, 0, 0));
        assertEquals(List.of(bucket(SLO, 0, 1, 2), bucket(SLO, 1, 0, 0), bucket(SLO, 2, 8, 9)), find(0, 3));
    }

    @Test
    void aSpanHoldsItsBeginningAndNotItsEnd() {
        save(bucket(SLO, 0, 1, 1), bucket(SLO, 1, 2, 2), bucket(SLO, 2, 3, 3));
        assertEquals(List.of(bucket(SLO, 1, 2, 2)), find(1, 2));
        assertEquals(new Sum(new EventCounts(2, 2), 1), sum(1, 2));
        assertEquals(List.of(), find(1, 1));
        assertEquals(List.of(), find(2, 1));
        assertEquals(new Sum(EventCounts.NONE, 0), sum(2, 1));
    }

    @Test
    void aSpanMayBeginAndEndWithinASecond() {
        save(bucket(SLO, 0, 1, 1), bucket(SLO, 1, 2, 2));
        Instant justAfterTheFirst = TEN.plusNanos(1);
        Instant justAfterTheSecond = TEN.plusSeconds(60).plusNanos(1);
        assertEquals(List.of(bucket(SLO, 1, 2, 2)), read(stores -> stores.samples()
                .find(SLO, justAfterTheFirst, justAfterTheSecond)));
        assertEquals(new Sum(new EventCounts(2, 2), 1), read(stores -> stores.samples()
                .sum(SLO, justAfterTheFirst, justAfterTheSecond)));
    }

    @Test
    void aBucketStoredAgainIsReplaced() {
        save(bucket(SLO, 0, 1, 2), bucket(SLO, 1, 5, 5));
        save(bucket(SLO, 0, 3, 4));
        assertEquals(List.of(bucket(SLO, 0, 3, 4), bucket(SLO, 1, 5, 5)), find(0, 2));
        assertEquals(new Sum(new EventCounts(8, 9), 2), sum(0, 2));
    }

    @Test
    void theLastOneWinsAmongThoseStoredTogether() {
        save(bucket(SLO, 0, 1, 2), bucket(SLO, 0, 3, 4));
        assertEquals(List.of(bucket(SLO, 0, 3, 4)), find(0, 1));
    }

    @Test
    void aGapStaysAGapAndZeroEventsAreABucket() {
        save(bucket(SLO, 0, 0, 0), bucket(SLO, 2, 1, 1));
        assertEquals(2, find(0, 3).size());
        assertEquals(new Sum(new EventCounts(1, 1), 2), sum(0, 3));
        assertEquals(new Sum(EventCounts.NONE, 1), sum(0, 1));
        assertEquals(new Sum(EventCounts.NONE, 0), sum(1, 2));
    }

    @Test
    void slosAreKeptApart() {
        save(bucket(SLO, 0, 1, 2), bucket(OTHER, 0, 7, 8), bucket(OTHER, 5, 7, 8));
        assertEquals(List.of(bucket(SLO, 0, 1, 2)), find(0, 9));
        assertEquals(new Sum(new EventCounts(1, 2), 1), sum(0, 9));
        assertEquals(Optional.of(TEN), read(stores -> stores.samples().newestStart(SLO)));
        assertEquals(Optional.of(start(5)), read(stores -> stores.samples().newestStart(OTHER)));
        assertEquals(Optional.empty(), read(stores -> stores.samples().newestStart(new SloName("unknown"))));
    }

    @Test
    void aPeriodOfTheLargestBucketsIsSummedExactly() {
        List<Sample> largest = Examples.samples(TEN, 43_200, Sample.MAX_TOTAL - 1, Sample.MAX_TOTAL);
        write(stores -> stores.samples().save(largest));
        assertEquals(
                new Sum(new EventCounts(43_200 * (Sample.MAX_TOTAL - 1), 43_200 * Sample.MAX_TOTAL), 43_200),
                sum(0, 43_200));
    }

    @Test
    void aBucketMayLieBeforeTheEpoch() {
        Sample old = new Sample(SLO, Instant.parse("1969-12-31T23:59:00Z"), new EventCounts(1, 2));
        save(old);
        assertEquals(List.of(old), read(stores -> stores.samples().find(SLO, old.start(), Instant.EPOCH)));
        assertEquals(Optional.of(old.start()), read(stores -> stores.samples().newestStart(SLO)));
    }

    @Test
    void aCorrectionReachesAnyDayAndCountsWithTheRestOfIt() {
        List<Sample> month = Examples.samples(TEN, 30 * 24 * 60, 9, 10);
        write(stores -> stores.samples().save(month));
        int tenDays = 10 * 24 * 60;
        save(bucket(SLO, tenDays, 0, 0), bucket(SLO, 0, 0, 10));
        assertEquals(new Sum(new EventCounts(43_198 * 9, 43_199 * 10), 43_200), sum(0, 43_200));
        assertEquals(
                List.of(bucket(SLO, tenDays - 1, 9, 10), bucket(SLO, tenDays, 0, 0), bucket(SLO, tenDays + 1, 9, 10)),
                find(tenDays - 1, tenDays + 2));
    }

    @Test
    void bucketsMayBeOfAnyLengthAndFarApart() {
        Instant ancient = Instant.parse("-2000-01-01T00:00:01Z");
        List<Sample> apart = Stream.of(ancient, ancient.plusSeconds(1), TEN, TEN.plusSeconds(3600), TEN.plusSeconds(7))
                .map(start -> new Sample(SLO, start, new EventCounts(1, Sample.MAX_TOTAL)))
                .toList();
        write(stores -> stores.samples().save(apart));
        assertEquals(
                apart.stream().sorted(Comparator.comparing(Sample::start)).toList(),
                read(stores -> stores.samples().find(SLO, ancient, TEN.plusSeconds(3601))));
        assertEquals(
                new Sum(new EventCounts(5, 5 * Sample.MAX_TOTAL), 5),
                read(stores -> stores.samples().sum(SLO, Instant.MIN, Instant.MAX)));
    }

    @Test
    void aTransactionSeesWhatItSaved() {
        save(bucket(SLO, 0, 1, 1));
        List<Sum> seen = unitOfWork().write(stores -> {
            stores.samples().save(List.of(bucket(SLO, 1, 2, 2), bucket(OTHER, 7, 2, 2)));
            Sum first = stores.samples().sum(SLO, start(0), start(9));
            stores.samples().save(List.of(bucket(SLO, 1, 3, 3)));
            assertEquals(Optional.of(start(1)), stores.samples().newestStart(SLO));
            return List.of(first, stores.samples().sum(SLO, start(0), start(9)));
        });
        assertEquals(List.of(new Sum(new EventCounts(3, 3), 2), new Sum(new EventCounts(4, 4), 2)), seen);
    }

    @Test
    void whatWasRolledBackIsGoneAndItsSloMayComeAgain() {
        save(bucket(SLO, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> write(stores -> {
            stores.samples().save(List.of(bucket(OTHER, 0, 5, 5), bucket(SLO, 0, 5, 5)));
            assertEquals(Optional.of(start(0)), stores.samples().newestStart(OTHER));
            throw new IllegalArgumentException("no");
        }));
        assertEquals(new Sum(new EventCounts(1, 1), 1), sum(0, 9));
        SloName third = new SloName("assistant/third");
        save(bucket(third, 0, 7, 7));
        assertEquals(Optional.empty(), read(stores -> stores.samples().newestStart(OTHER)));
        save(bucket(OTHER, 0, 9, 9));
        assertEquals(List.of(bucket(third, 0, 7, 7)), read(stores -> stores.samples()
                .find(third, start(0), start(1))));
        assertEquals(List.of(bucket(OTHER, 0, 9, 9)), read(stores -> stores.samples()
                .find(OTHER, start(0), start(1))));
    }

    @Test
    void storingNothingChangesNothing() {
        save();
        assertEquals(List.of(), find(0, 9));
    }

    private void save(Sample... samples) {
        write(stores -> stores.samples().save(List.of(samples)));
    }

    private List<Sample> find(int from, int until) {
        return read(stores -> stores.samples().find(SLO, start(from), start(until)));
    }

    private Sum sum(int from, int until) {
        return read(stores -> stores.samples().sum(SLO, start(from), start(until)));
    }

    private static Sample bucket(SloName slo, int minute, long good, long total) {
        return new Sample(slo, start(minute), new EventCounts(good, total));
    }

    private static Instant start(int minute) {
        return TEN.plusSeconds(60L * minute);
    }
}
