package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.HistoryReader;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads whole histories from files as {@link FileSampleFeed} understands them. A file with anything wrong in it is
 * refused as a whole, with the first {@value Problems#MOST} things that are.
 */
public final class CsvHistoryReader implements HistoryReader {

    @Override
    public History read(Path file) {
        Kept kept = new Kept();
        SampleFeed.Facts facts = new FileSampleFeed(List.of(file)).feed(kept);
        List<Series> byName = kept.series.stream()
                .sorted(Comparator.comparing(series -> series.slo().value()))
                .toList();
        long from = byName.stream().mapToLong(Series::first).min().orElseThrow();
        long last = byName.stream().mapToLong(Series::last).max().orElseThrow();
        return new History(
                byName.stream().map(Series::slo).toList(),
                kept.resolution,
                Instant.ofEpochSecond(from),
                Instant.ofEpochSecond(last).plus(kept.resolution),
                facts.samples(),
                new RecordedMetricSource(byName));
    }

    private static final class Kept implements SampleFeed.Sink {

        private final List<Series> series = new ArrayList<>();
        private Duration resolution = Duration.ZERO;

        @Override
        public void begin(SampleFeed.Order order, Duration resolution) {
            series.clear();
            this.resolution = resolution;
        }

        @Override
        public void slo(int number, SloName name) {
            series.add(new Series(name));
        }

        @Override
        public void sample(int slo, long start, long good, long total) {
            series.get(slo).add(start, good, total);
        }
    }
}
