package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.SampleStore;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Ticks as they come, sealed day by day; why is in {@code docs/adr/0011}. What is saved is gathered, and written in one
 * go when somebody reads or the transaction is about to be committed.
 */
final class SqliteSampleStore implements SampleStore {

    /** So many ticks are sealed together: more make a read dearer, fewer rewrite the blobs of today more often. */
    static final int TICKS = 240;

    /** So many buckets of each SLO at once are a history rather than a tick. */
    private static final int HISTORY = 16;

    /** So few SLOs are written to their days as fast as to a tick. */
    private static final int FEW = 8;

    private final Transaction transaction;
    private final SampleTables tables;
    private final boolean reading;
    private final Tick saved = new Tick();
    private boolean begun;

    SqliteSampleStore(Transaction transaction, SampleTables tables, boolean reading) {
        this.transaction = transaction;
        this.tables = tables;
        this.reading = reading;
    }

    @Override
    public void save(List<Sample> samples) {
        SampleTables to = begun();
        if (reading) {
            throw new IllegalStateException("these stores are for reading; write through UnitOfWork.write");
        }
        for (Sample sample : samples) {
            saved.add(
                    to.number(sample.slo()),
                    sample.start().getEpochSecond(),
                    sample.counts().good(),
                    sample.counts().total());
        }
    }

    /** Writes what was saved; to be called before the commit. */
    void flush() {
        if (saved.size() == 0) {
            return;
        }
        BitSet numbers = new BitSet();
        for (int i = 0; i < saved.size(); i++) {
            numbers.set(Math.toIntExact(saved.slo(i)));
        }
        int slos = numbers.cardinality();
        long ticks = tables.ticks();
        boolean history = saved.size() >= HISTORY * slos;
        if (history || ticks + 1 >= TICKS || (ticks == 0 && slos <= FEW)) {
            tables.seal(saved);
        } else {
            tables.append(saved);
        }
        saved.clear();
    }

    @Override
    public List<Sample> find(SloName slo, Instant from, Instant until) {
        SampleTables in = begun();
        flush();
        List<Sample> found = new ArrayList<>();
        OptionalLong number = in.find(slo);
        if (number.isEmpty() || !from.isBefore(until)) {
            return found;
        }
        Buckets day = new Buckets();
        try (SampleTables.DayReader days = in.days(number.getAsLong(), roundedUp(from), roundedUp(until))) {
            while (days.next(day)) {
                for (int i = 0; i < day.size(); i++) {
                    found.add(new Sample(
                            slo,
                            Instant.ofEpochSecond(day.start(i)),
                            new EventCounts(day.good(i), day.total(i))));
                }
                day.clear();
            }
        }
        return found;
    }

    @Override
    public Sum sum(SloName slo, Instant from, Instant until) {
        SampleTables in = begun();
        flush();
        OptionalLong number = in.find(slo);
        if (number.isEmpty() || !from.isBefore(until)) {
            return new Sum(EventCounts.NONE, 0);
        }
        return new Summing(in, number.getAsLong(), roundedUp(from), roundedUp(until)).sum();
    }

    @Override
    public Optional<Instant> newestStart(SloName slo) {
        SampleTables in = begun();
        flush();
        OptionalLong number = in.find(slo);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Buckets unsealed = in.unsealed().of(number.getAsLong());
        OptionalLong sealedDay = in.newestDay(number.getAsLong());
        Buckets sealed = sealedDay.isEmpty() ? unsealed : in.day(number.getAsLong(), sealedDay.getAsLong());
        return Stream.of(unsealed, sealed)
                .flatMap(buckets -> newestStart(buckets).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> newestStart(Buckets buckets) {
        return buckets.size() == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(buckets.start(buckets.size() - 1)));
    }

    private SampleTables begun() {
        transaction.handle();
        if (!begun) {
            tables.begin();
            begun = true;
        }
        return tables;
    }

    /** The first whole second that is not before this instant: buckets start at whole seconds, a span may not. */
    static long roundedUp(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    /** The sum of a span: whole days by their sums, and bucket by bucket what lies at its edges or is not sealed. */
    private static final class Summing {

        private final SampleTables tables;
        private final long slo;
        private final long first;
        private final long end;
        private long good;
        private long total;
        private long buckets;

        Summing(SampleTables tables, long slo, long first, long end) {
            this.tables = tables;
            this.slo = slo;
            this.first = first;
            this.end = end;
        }

        Sum sum() {
            Set<Long> inPieces = daysInPieces();
            tables.sums(slo, Day.of(first), Day.of(end - 1), (day, more, moreGood, moreTotal) -> {
                if (!inPieces.contains(day)) {
                    good = Math.addExact(good, moreGood);
                    total = Math.addExact(total, moreTotal);
                    buckets += more;
                }
            });
            for (long day : inPieces) {
                add(tables.day(slo, day));
            }
            return new Sum(new EventCounts(good, total), Math.toIntExact(buckets));
        }

        private Set<Long> daysInPieces() {
            Set<Long> days = new TreeSet<>();
            if (first > Day.start(Day.of(first))) {
                days.add(Day.of(first));
            }
            if (end > Day.start(Day.of(end))) {
                days.add(Day.of(end));
            }
            Buckets newer = tables.unsealed().of(slo);
            for (int i = newer.before(first); i < newer.before(end); i = newer.before(Day.start(Day.of(newer.start(i)) + 1))) {
                days.add(Day.of(newer.start(i)));
            }
            return days;
        }

        private void add(Buckets day) {
            int from = day.before(first);
            int until = day.before(end);
            for (int i = from; i < until; i++) {
                good = Math.addExact(good, day.good(i));
                total = Math.addExact(total, day.total(i));
            }
            buckets += until - from;
        }
    }
}
