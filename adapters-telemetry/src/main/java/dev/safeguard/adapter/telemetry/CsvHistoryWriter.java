package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.HistoryWriter;
import dev.safeguard.domain.slo.Sample;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes histories as CSV, one row for each sample in the order given, as {@link CsvHistoryReader} reads them. Missing
 * folders are made.
 */
public final class CsvHistoryWriter implements HistoryWriter {

    @Override
    public void write(List<Sample> samples, Path file) {
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.createDirectories(target.resolveSibling(""));
            try {
                try (Writer writer = writer(draft, file.toString().endsWith(".gz"))) {
                    write(samples, writer);
                }
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(List<Sample> samples, Writer writer) throws IOException {
        writer.write(String.join(",", RowReader.HEADER));
        writer.write('\n');
        for (Sample sample : samples) {
            writer.write(sample.slo() + "," + sample.start() + ","
                    + sample.counts().good() + "," + sample.counts().total());
            writer.write('\n');
        }
    }

    private static Writer writer(Path file, boolean compressed) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return new BufferedWriter(
                new OutputStreamWriter(compressed ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8));
    }
}
