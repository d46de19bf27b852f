package dev.safeguard.bootstrap;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.SourceUnavailableException;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The counters of a gateway as buckets of one second: they are read at each whole second, and a bucket is what was
 * counted between two of them. A second that was missed is a gap.
 */
final class CountedGateway implements MetricSource, AutoCloseable {

    private static final Duration BUCKET = Duration.ofSeconds(1);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final NavigableMap<Instant, EventCounts> counted = new ConcurrentSkipListMap<>();
    private final URI metrics;
    private final String good;
    private final String all;
    private final Clock clock;
    private final Thread reader;
    private volatile Optional<IOException> failure = Optional.empty();

    /**
     * Begins to count.
     *
     * @param url where the gateway listens
     * @param good what the lines of good events begin with
     * @param all what the lines of all events begin with
     */
    CountedGateway(String url, String good, String all, Clock clock) {
        this.metrics = URI.create(url + "/metrics");
        this.good = good;
        this.all = all;
        this.clock = clock;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try {
            while (true) {
                Instant next = Instant.ofEpochSecond(clock.now().getEpochSecond()).plus(BUCKET);
                clock.waitUntil(next);
                HttpResponse<String> page =
                        http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
                if (clock.now().isBefore(next.plus(BUCKET))) {
                    counted.put(next, new EventCounts(sum(page.body(), good), sum(page.body(), all)));
                }
            }
        } catch (InterruptedException closed) {
            // Nobody asks any more.
        } catch (IOException gone) {
            failure = Optional.of(gone);
        }
    }

    private static long sum(String page, String beginning) {
        return page.lines()
                .filter(line -> line.startsWith(beginning))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public List<Sample> closedBuckets(SloName slo, Instant from, Instant until) {
        failure.ifPresent(reason -> {
            throw new SourceUnavailableException("the gateway does not answer", reason);
        });
        List<Sample> buckets = new ArrayList<>();
        counted.subMap(from, until).forEach((start, before) -> {
            EventCounts after = counted.get(start.plus(BUCKET));
            if (after != null) {
                buckets.add(new Sample(
                        slo,
                        start,
                        new EventCounts(after.good() - before.good(), after.total() - before.total())));
            }
        });
        return buckets;
    }

    @Override
    public ErrorBreakdown breakdown(SloName slo, Instant from, Instant until) {
        EventCounts sum = EventCounts.NONE;
        for (Sample bucket : closedBuckets(slo, from, until)) {
            sum = sum.plus(bucket.counts());
        }
        TreeMap<String, Long> errors = new TreeMap<>();
        if (sum.bad() > 0) {
            errors.put(UNSPECIFIED, sum.bad());
        }
        return new ErrorBreakdown(errors, new TreeMap<>(), sum.total());
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
