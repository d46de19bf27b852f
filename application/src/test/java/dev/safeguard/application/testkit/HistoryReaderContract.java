package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.HistoryReader;
import dev.safeguard.application.port.HistoryReader.History;
import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.HistoryReader.Problem;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link HistoryReader} promises. */
public abstract class HistoryReaderContract {

    private static final SloName ANSWERS = new SloName("chat-answers");
    private static final SloName HITS = new SloName("Retrieval/hits");
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    Path folder;

    protected abstract HistoryReader reader();

    /** Makes a file of this name that holds these rows, in this order; buckets are minutes. */
    protected abstract void write(List<Sample> rows, Path file);

    /** Makes a file of this name that is not a history. */
    protected abstract void writeNonsense(Path file);

    @Test
    void aHistoryIsWhatIsInTheFile() {
        History history = read(answers(0, 590), answers(1, 591), hits(1, 580), answers(2, 592), answers(3, 593));

        assertEquals(List.of(HITS, ANSWERS), history.slos());
        assertEquals(Duration.ofMinutes(1), history.resolution());
        assertEquals(START, history.from());
        assertEquals(START.plusSeconds(240), history.until());
        assertEquals(5, history.samples());
        assertEquals(List.of(hits(1, 580)), all(history, HITS));
    }

    @Test
    void everyBucketIsClosed() {
        assertEquals(
                List.of(answers(0, 590), answers(1, 591), answers(2, 592)),
                all(read(answers(0, 590), answers(1, 591), answers(2, 592)), ANSWERS));
    }

    @Test
    void theOrderOfRowsMakesNoDifference() {
        assertEquals(
                List.of(answers(0, 590), answers(1, 591), answers(2, 592)),
                all(read(answers(2, 592), answers(0, 590), answers(1, 591)), ANSWERS));
    }

    @Test
    void ofTheSameBucketTheLastRowCounts() {
        History history = read(answers(0, 590), answers(1, 591), answers(0, 10), answers(2, 592));
        assertEquals(List.of(answers(0, 10), answers(1, 591), answers(2, 592)), all(history, ANSWERS));
        assertEquals(3, history.samples());
    }

    @Test
    void aGapStaysAGap() {
        assertEquals(
                List.of(answers(0, 590), answers(1, 591), answers(5, 592)),
                all(read(answers(0, 590), answers(1, 591), answers(5, 592)), ANSWERS));
    }

    @Test
    void whatIsNoHistoryIsRefusedWithTheLine() {
        Path file = folder.resolve("nonsense");
        writeNonsense(file);
        MalformedHistoryException refused = assertThrows(MalformedHistoryException.class, () -> reader().read(file));
        assertFalse(refused.problems().isEmpty());
        for (Problem problem : refused.problems()) {
            assertTrue(problem.line() >= 1, problem.toString());
            assertFalse(problem.reason().isBlank());
        }
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    }

    @Test
    void aFileThatIsNotThereCannotBeRead() {
        Path missing = folder.resolve("missing.csv");
        UncheckedIOException thrown = assertThrows(UncheckedIOException.class, () -> reader().read(missing));
        assertTrue(thrown.getMessage().contains(missing.toString()), thrown.getMessage());
    }

    private History read(Sample... rows) {
        Path file = folder.resolve("history.csv");
        write(List.of(rows), file);
        return reader().read(file);
    }

    private static List<Sample> all(History history, SloName slo) {
        return history.source().closedBuckets(slo, history.from(), history.until());
    }

    private static Sample answers(int minute, long good) {
        return sample(ANSWERS, minute, good);
    }

    private static Sample hits(int minute, long good) {
        return sample(HITS, minute, good);
    }

    private static Sample sample(SloName slo, int minute, long good) {
        return new Sample(slo, START.plusSeconds(60L * minute), new EventCounts(good, 600));
    }
}
