package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * The samples of a state file, SLO by SLO in the order of their names, as they are when the feeding begins. A second
 * thread reads ahead on a connection of its own, so that one part is unpacked while another is made use of. A few parts
 * go to and fro between the two, however long the history is.
 */
final class SqliteSampleFeed implements SampleFeed {

    /** So many that there is something to unpack while others are decided on. */
    private static final int PARTS = 128;

    /** A part is handed over with the day that makes it this long: four days of minutes. */
    private static final int LONG_ENOUGH = 5_760;

    private final Path file;
    private final Predicate<SloName> wanted;
    private final long first;
    private final long end;
    private final Duration resolution;

    SqliteSampleFeed(Path file, Predicate<SloName> wanted, Instant from, Instant until, Duration resolution) {
        if (resolution.toSeconds() < 1 || !resolution.equals(Duration.ofSeconds(resolution.toSeconds()))) {
            throw new IllegalArgumentException("a resolution must be of whole seconds, was " + resolution);
        }
        this.file = file;
        this.wanted = wanted;
        this.first = SqliteSampleStore.roundedUp(from);
        this.end = SqliteSampleStore.roundedUp(until);
        this.resolution = resolution;
    }

    @Override
    public Facts feed(Sink out) {
        BlockingQueue<Part> empty = new ArrayBlockingQueue<>(PARTS);
        BlockingQueue<Optional<Part>> full = new ArrayBlockingQueue<>(PARTS + 1);
        for (int i = 0; i < PARTS; i++) {
            empty.add(new Part());
        }
        try (ExecutorService ahead = Executors.newSingleThreadExecutor()) {
            Future<?> reading = ahead.submit(() -> {
                try {
                    read(empty, full);
                } finally {
                    full.add(Optional.empty());
                }
            });
            try {
                Facts facts = handOut(full, empty, out);
                reading.get();
                return facts;
            } finally {
                ahead.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            // An error is nothing of this history's, and is not told as if it were.
            throw new IllegalStateException("reading ahead in " + file + " broke off", failure);
        }
    }

    private Facts handOut(BlockingQueue<Optional<Part>> full, BlockingQueue<Part> empty, Sink out)
            throws InterruptedException {
        out.begin(Order.BY_SLO, resolution);
        long samples = 0;
        int told = 0;
        for (Optional<Part> next = full.take(); next.isPresent(); next = full.take()) {
            Part part = next.get();
            if (part.number == told) {
                out.slo(told, part.slo);
                told++;
            }
            Buckets buckets = part.buckets;
            buckets.handOut(part.number, out);
            samples += buckets.size();
            buckets.clear();
            empty.add(part);
        }
        return new Facts(samples, 0, 0, List.of());
    }

    /** Reads everything; in a thread of its own. */
    private void read(BlockingQueue<Part> empty, BlockingQueue<Optional<Part>> full) {
        try (SqliteConnection connection = SqliteConnection.toRead(file)) {
            connection.transaction(Transaction.READ, transaction -> {
                SampleTables tables = connection.samples();
                tables.begin();
                int number = 0;
                for (Map.Entry<String, Long> slo : tables.slos().entrySet()) {
                    SloName name = new SloName(slo.getKey());
                    if (wanted.test(name) && read(tables, slo.getValue(), name, number, empty, full)) {
                        number++;
                    }
                }
                return true;
            });
        }
    }

    /** Says whether there was anything of this SLO. */
    private boolean read(
            SampleTables tables,
            long slo,
            SloName name,
            int number,
            BlockingQueue<Part> empty,
            BlockingQueue<Optional<Part>> full) {
        boolean any = false;
        try (SampleTables.DayReader days = tables.days(slo, first, end)) {
            Part part = empty.take();
            while (days.next(part.buckets)) {
                if (part.buckets.size() >= LONG_ENOUGH) {
                    handOver(part, name, number, full);
                    any = true;
                    part = empty.take();
                }
            }
            if (part.buckets.size() > 0) {
                handOver(part, name, number, full);
                any = true;
            } else {
                empty.add(part);
            }
            return any;
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private void handOver(Part part, SloName name, int number, BlockingQueue<Optional<Part>> full) {
        checkStarts(part.buckets, name);
        part.slo = name;
        part.number = number;
        full.add(Optional.of(part));
    }

    private void checkStarts(Buckets buckets, SloName slo) {
        long length = resolution.toSeconds();
        long before = 0;
        for (int i = 0; i < buckets.size(); i++) {
            long start = buckets.start(i);
            // A division costs more than all the rest, and is only needed after a gap.
            if (start - before != length && start % length != 0) {
                throw new StoreException("the state file " + file + " holds a bucket of " + slo + " that starts at "
                        + Instant.ofEpochSecond(start) + ", which is no multiple of " + resolution
                        + "; ask for the resolution of its SLO");
            }
            before = start;
        }
    }

    private StoreException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new StoreException("reading the samples of the state file " + file + " was interrupted", interrupted);
    }

    /** Some buckets of one SLO. */
    private static final class Part {
        private final Buckets buckets = new Buckets();
        private SloName slo = new SloName("none");
        private int number;
    }
}
