package dev.safeguard.example.gateway.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Good and total answers by bucket of planned time, written in order, each when all of its requests are over. Requests
 * refused on purpose are not in the total. Safe for many threads.
 */
final class Samples implements AutoCloseable {

    private static final class Bucket {
        private long open;
        private long good;
        private long total;
    }

    private final Writer out;
    private final String slo;
    private final long seconds;
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();

    /** Begins a file anew. */
    Samples(Path file, String slo, Duration bucket) throws IOException {
        this.out = Files.newBufferedWriter(file);
        this.slo = slo;
        this.seconds = bucket.toSeconds();
        out.write("slo,start,good,total\n");
        out.flush();
    }

    /** Says that a request is planned for this time. All are, before the first is over. */
    synchronized void plan(Instant at) {
        buckets.computeIfAbsent(start(at), start -> new Bucket()).open++;
    }

    synchronized void over(Instant plannedAt, Result.Verdict verdict) {
        Bucket bucket = buckets.get(start(plannedAt));
        if (bucket == null) {
            throw new IllegalStateException("nothing was planned for " + plannedAt);
        }
        bucket.open--;
        switch (verdict) {
            case GOOD -> {
                bucket.good++;
                bucket.total++;
            }
            case BAD -> bucket.total++;
            case REFUSED -> {}
        }
        while (!buckets.isEmpty() && buckets.firstEntry().getValue().open == 0) {
            write(buckets.pollFirstEntry());
        }
    }

    private long start(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), seconds) * seconds;
    }

    private void write(Map.Entry<Long, Bucket> entry) {
        Bucket bucket = entry.getValue();
        try {
            out.write(slo + "," + Instant.ofEpochSecond(entry.getKey()) + "," + bucket.good + "," + bucket.total + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the samples", e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
