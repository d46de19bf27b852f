package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.HistoryReader.History;
import dev.safeguard.application.port.HistoryWriter;
import dev.safeguard.application.testkit.HistoryWriterContract;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvHistoryWriterTest extends HistoryWriterContract {

    private static final List<Sample> ROWS = List.of(
            new Sample(new SloName("b/api"), Instant.parse("2026-03-02T09:00:00Z"), new EventCounts(598, 600)),
            new Sample(new SloName("a"), Instant.parse("2026-03-02T09:00:00Z"), new EventCounts(0, 0)));

    private final CsvHistoryWriter writer = new CsvHistoryWriter();

    @Override
    protected HistoryWriter writer() {
        return writer;
    }

    @Override
    protected List<Sample> read(Path file) {
        History history = new CsvHistoryReader().read(file);
        return history.slos().stream()
                .flatMap(slo -> history.source().closedBuckets(slo, history.from(), history.until()).stream())
                .toList();
    }

    @Override
    protected Path unwritable() {
        try {
            Path taken = Files.createDirectory(folder.resolve("taken"));
            Files.writeString(taken.resolve("by-somebody-else"), "not yours");
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileIsAHeaderAndARowForEachSample() throws IOException {
        Path file = folder.resolve("not/there/yet.csv");
        writer.write(ROWS, file);
        assertEquals("""
                slo,start,good,total
                b/api,2026-03-02T09:00:00Z,598,600
                a,2026-03-02T09:00:00Z,0,0
                """, Files.readString(file));
    }

    @Test
    void theSameSamplesGiveTheSameBytes() throws IOException {
        for (String name : List.of("history.csv", "history.csv.gz")) {
            Path one = folder.resolve("one-" + name);
            Path other = folder.resolve("other-" + name);
            writer.write(ROWS, one);
            writer.write(ROWS, other);
            assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other));
        }
    }

    @Test
    void nothingElseIsLeftBehind() throws IOException {
        writer.write(ROWS, folder.resolve("history.csv"));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("history.csv")), files.toList());
        }
    }
}
