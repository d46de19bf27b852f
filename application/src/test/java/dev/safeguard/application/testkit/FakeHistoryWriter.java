package dev.safeguard.application.testkit;

import dev.safeguard.application.port.HistoryWriter;
import dev.safeguard.domain.slo.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what is written to it, by path. No file is touched. */
public final class FakeHistoryWriter implements HistoryWriter {

    private final Map<Path, List<Sample>> written = new HashMap<>();
    private boolean full;

    @Override
    public void write(List<Sample> samples, Path file) {
        if (full) {
            throw new UncheckedIOException(new IOException(file + ": no space left on device"));
        }
        written.put(file, List.copyOf(samples));
    }

    /** What was written to this file last. */
    public Optional<List<Sample>> written(Path file) {
        return Optional.ofNullable(written.get(file));
    }

    /** Whether there is no space left from now on. */
    public void setFull(boolean full) {
        this.full = full;
    }
}
