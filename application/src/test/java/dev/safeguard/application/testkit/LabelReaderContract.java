package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.HistoryReader.Problem;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.port.LabelReader;
import dev.safeguard.application.port.LabelReader.MalformedLabelsException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link LabelReader} promises. */
public abstract class LabelReaderContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    Path labels;

    protected abstract LabelReader reader();

    /** Makes a file of this name that lists these incidents, in this order. */
    protected abstract void write(List<KnownIncident> incidents, Path file);

    /** Makes a file of this name that lists no incidents but something else. */
    protected abstract void writeNonsense(Path file);

    @Test
    void incidentsAreReadInTheOrderOfTheFile() {
        List<KnownIncident> incidents = List.of(
                new KnownIncident("b", NINE.plusSeconds(600), NINE.plusSeconds(900), "major", "Errors, \"again\""),
                new KnownIncident("a", NINE, NINE, "", ""));
        assertEquals(incidents, read(incidents));
    }

    @Test
    void noIncidentIsKnownIfNoneIsListed() {
        assertEquals(List.of(), read(List.of()));
    }

    @Test
    void whatListsNoIncidentsIsRefusedWithTheLine() {
        Path file = labels.resolve("nonsense");
        writeNonsense(file);
        MalformedLabelsException refused = assertThrows(MalformedLabelsException.class, () -> reader().read(file));
        assertFalse(refused.problems().isEmpty());
        for (Problem problem : refused.problems()) {
            assertTrue(problem.line() >= 1, problem.toString());
            assertFalse(problem.reason().isBlank());
        }
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    }

    @Test
    void aFileThatIsNotThereCannotBeRead() {
        Path missing = labels.resolve("missing.csv");
        UncheckedIOException thrown = assertThrows(UncheckedIOException.class, () -> reader().read(missing));
        assertTrue(thrown.getMessage().contains(missing.toString()), thrown.getMessage());
    }

    private List<KnownIncident> read(List<KnownIncident> incidents) {
        Path file = labels.resolve("labels.csv");
        write(incidents, file);
        return reader().read(file);
    }
}
