package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The history that comes with the project. */
final class RecordedHistoryTest {

    private static final Path EXAMPLE = Path.of("..", "examples", "history", "chat-answers.csv.gz");

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void sitDown() {
        terminal = new Terminal(folder);
    }

    @Test
    void itIsWhatItsCommandMakes() throws IOException {
        Path made = folder.resolve("made.csv.gz");

        Terminal.typeAsIs("history", "make", made.toString(), "--days", "21", "--seed", "1").expect(0);

        assertArrayEquals(unzipped(EXAMPLE), unzipped(made));
    }

    @Test
    void everyIncidentInItIsPagedAcknowledgedResolvedAndLearnedFrom() {
        Printed shift = overTheExample().expect(0);

        JsonNode summary = shift.items("summary").getFirst().get("data");
        int incidents = summary.get("incidents").asInt();
        assertEquals(9, incidents);
        assertEquals(incidents, shift.items("resolve").size());
        assertEquals(incidents, shift.items("postmortem").size());
        assertEquals(incidents, shift.items("eval").size());
        assertEquals(
                shift.items("page").size(),
                summary.get("pages").get("sev1").asInt() + summary.get("pages").get("sev2").asInt());
        assertEquals(shift.items("ticket").size(), summary.get("tickets").asInt());
        assertTrue(summary.get("detectWorst").asString().startsWith("PT"), summary.toString());
    }

    @Test
    void nothingOfThePastIsPretendedToBeMitigated() {
        Printed shift = overTheExample().expect(0);

        assertEquals(List.of(), shift.items("step"));
        assertEquals(List.of(), shift.items("revert"));
        assertEquals(
                "flip-to-fallback, enable-cache, shed-load, static-answers",
                shift.items("triage").getFirst().get("data").get("plan").asString());
    }

    private Printed overTheExample() {
        return terminal.type("shift", "--samples", EXAMPLE.toString(), "--objective", "0.99", "-o", "json");
    }

    private static byte[] unzipped(Path file) throws IOException {
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
            return stream.readAllBytes();
        }
    }
}
