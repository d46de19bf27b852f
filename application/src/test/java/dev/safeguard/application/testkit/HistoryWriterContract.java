package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.HistoryWriter;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link HistoryWriter} promises. */
public abstract class HistoryWriterContract {

    @TempDir
    protected Path folder;

    protected abstract HistoryWriter writer();

    /** The samples that a reader finds in this file. */
    protected abstract List<Sample> read(Path file);

    /** A place in the folder where nothing can be written any more. */
    protected abstract Path unwritable();

    @Test
    void whatIsWrittenIsReadBack() {
        for (String name : List.of("history.csv", "history.csv.gz")) {
            Path file = folder.resolve(name);
            writer().write(samples(5), file);
            assertEquals(samples(5), read(file), name);
        }
    }

    @Test
    void writingAgainReplacesTheFile() {
        Path file = folder.resolve("history.csv");
        writer().write(samples(5), file);
        writer().write(samples(3), file);
        assertEquals(samples(3), read(file));
    }

    @Test
    void aFailureIsToldAndLeavesOtherFilesAlone() {
        Path kept = folder.resolve("kept.csv");
        writer().write(samples(5), kept);
        Path file = unwritable();
        assertThrows(UncheckedIOException.class, () -> writer().write(samples(3), file));
        assertEquals(samples(5), read(kept));
    }

    private static List<Sample> samples(int count) {
        Instant start = Instant.parse("2026-03-02T09:00:00Z");
        return IntStream.range(0, count)
                .mapToObj(minute -> new Sample(
                        new SloName("chat-answers"),
                        start.plusSeconds(60L * minute),
                        new EventCounts(590L + minute, 600)))
                .toList();
    }
}
