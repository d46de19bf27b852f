package dev.safeguard.application.port;

import dev.safeguard.domain.slo.Sample;
import java.nio.file.Path;
import java.util.List;

/** Writes recorded SLI histories that a {@link HistoryReader} reads. */
public interface HistoryWriter {

    /**
     * Writes the samples to this file in place of what it held, atomically; the same samples give the same bytes. A
     * name that ends in {@code .gz} is compressed.
     *
     * @throws java.io.UncheckedIOException when it cannot be written; the file is then as it was
     */
    void write(List<Sample> samples, Path file);
}
