package dev.safeguard.application.testkit;

import dev.safeguard.application.port.HistoryReader;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the histories it was given, by the path they were given under. No file is touched. */
public final class FakeHistoryReader implements HistoryReader {

    private final Map<Path, History> histories = new HashMap<>();
    private final Map<Path, List<Problem>> malformed = new HashMap<>();

    @Override
    public History read(Path file) {
        if (malformed.containsKey(file)) {
            throw new MalformedHistoryException(file, malformed.get(file));
        }
        return Optional.ofNullable(histories.get(file))
                .orElseThrow(() -> new UncheckedIOException(new FileNotFoundException(file.toString())));
    }

    /** From now on the file holds these samples; of two of the same bucket the later one. */
    public void put(Path file, Duration resolution, List<Sample> samples) {
        List<Instant> starts = samples.stream().map(Sample::start).sorted().toList();
        Instant until = starts.getLast().plus(resolution);
        FakeMetricSource source = new FakeMetricSource(new FakeClock(until), resolution);
        samples.forEach(source::put);
        List<SloName> slos = samples.stream()
                .map(Sample::slo)
                .map(SloName::value)
                .distinct()
                .sorted()
                .map(SloName::new)
                .toList();
        long count = samples.stream()
                .map(sample -> Map.entry(sample.slo(), sample.start()))
                .distinct()
                .count();
        malformed.remove(file);
        histories.put(file, new History(slos, resolution, starts.getFirst(), until, count, source));
    }

    /** From now on these are wrong with the file. */
    public void putMalformed(Path file, List<Problem> problems) {
        histories.remove(file);
        malformed.put(file, List.copyOf(problems));
    }
}
