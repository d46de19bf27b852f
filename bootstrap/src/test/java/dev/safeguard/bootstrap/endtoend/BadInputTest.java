package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong input gets one clear line, the documented exit code, and changes nothing. */
final class BadInputTest {

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void sitDown() {
        terminal = new Terminal(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shift --scenario provider-outrage | provider-outage",
                "shift --scenaro blip              | --scenario",
                "shfit                             | shift",
                "shift --fault provider-outrage=1  | provider-outage",
                "shift --fault provider-outage=1.5 | from 0 to 1",
                "shift --samples x.csv             | --objective",
                "incident show INC-0               | INC-7",
                "shift --runbook nowhere.yaml      | nowhere.yaml"
            })
    void whatIsMistypedIsSaidWithWhatWasMeant(String command, String hint) {
        Printed refused = Terminal.typeAsIs(command.split(" "));

        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().contains(hint), refused.err());
        assertEquals("", refused.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slo,begin,good,total\\na,2026-01-01T00:00:00Z,1,1                                  | :1",
                "slo,start,good,total\\na,2026-01-01T00:00:00Z,2,1                                  | :2",
                "slo,start,good,total\\na,2026-01-01T00:00:00Z,-1,1                                 | :2",
                "slo,start,good,total\\na,2026-01-01T00:00:00Z,many,1                               | :2",
                "slo,start,good,total\\na,2026-01-01T00:00:00Z,1,1\\na,2026-01-01T00:01:30Z,1,1\\na,2026-01-01T00:03:00Z,1,1\\na,2026-01-01T00:04:00Z,1,1 | :"
            })
    void malformedSamplesAreNamedByLineAndNothingIsStored(String content, String place) throws IOException {
        Path samples = terminal.file("samples.csv", content.strip().split("\\\\n"));

        Printed refused = terminal.type("shift", "--samples", samples.toString(), "--objective", "0.99");

        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().contains("samples.csv" + place), refused.err());
        assertFalse(Files.exists(terminal.state()), "a state was made");
    }

    @Test
    void aTruncatedGzipIsSaidToBeOne() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("slo,start,good,total\n".getBytes(StandardCharsets.UTF_8));
            for (int minute = 10; minute < 60; minute++) {
                gzip.write(("a,2026-01-01T00:" + minute + ":00Z," + minute + ",100\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = folder.resolve("half.csv.gz");
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));

        Printed refused = terminal.type("shift", "--samples", file.toString(), "--objective", "0.99");

        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().contains("truncated"), refused.err());
    }

    @Test
    void aBadImportLeavesTheEarlierStateAsItWas() {
        terminal.type("shift", "--scenario", "blip").expect(0);
        String before = terminal.type("status", "-o", "json").out();
        Path samples = terminal.file("bad.csv", "slo,start,good,total", "a,yesterday,1,1");

        terminal.type("shift", "--samples", samples.toString(), "--objective", "0.99").expect(2);

        assertEquals(before, terminal.type("status", "-o", "json").out());
    }

    @Test
    void aStateFileThatIsSomethingElseIsLeftAlone() throws IOException {
        byte[] diary = "dear diary, today nothing burned".getBytes(StandardCharsets.UTF_8);
        Files.write(terminal.state(), diary);

        Printed shift = terminal.type("shift");
        Printed status = terminal.type("status");

        assertEquals(1, shift.exit(), shift.err());
        assertEquals(1, status.exit(), status.err());
        assertTrue(status.err().contains("demo.db"), status.err());
        assertArrayEquals(diary, Files.readAllBytes(terminal.state()));
        assertEquals(List.of("demo.db"), whatIsIn(folder));
    }

    @Test
    void goingOnWhereThereIsNothingLeavesNothingBehind() throws IOException {
        Printed refused = terminal.type("shift", "--continue");

        assertEquals(2, refused.exit(), refused.err());
        assertEquals(List.of(), whatIsIn(folder));
    }

    @Test
    void anObjectiveThatCannotBeWatchedLeavesTheEarlierStateAsItWas() {
        terminal.type("shift", "--scenario", "blip").expect(0);
        String before = terminal.type("status", "-o", "json").out();
        Path samples = terminal.file("history.csv", "slo,start,good,total", "a,2026-01-01T00:00:00Z,1,1");

        terminal.type("shift", "--samples", samples.toString(), "--objective", "0.6").expect(2);

        assertEquals(before, terminal.type("status", "-o", "json").out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flag: falback, value: \"on\"  | :4:58: mitigation simulated-flag: the simulated service has no flag \"falback\"; did you mean fallback?",
                "flag: fallback, value: maybe | :4:75: mitigation simulated-flag: parameter value must be on or off, was \"maybe\"",
                "flag: fallback               | :4:50: mitigation simulated-flag needs parameter \"value\""
            })
    void aStepThatTheServiceCannotMakeSenseOfIsSaidWhereItStands(String with, String problem) throws IOException {
        Path runbook = terminal.file(
                "runbook.yaml",
                "name: own",
                "symptom: model-provider-outage",
                "steps:",
                "  - { name: a, mitigation: simulated-flag, with: { " + with + " } }");

        Printed refused = terminal.type("shift", "--runbook", runbook.toString());

        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().contains("runbook.yaml" + problem), refused.err());
        assertEquals(List.of("runbook.yaml"), whatIsIn(folder));
    }

    @Test
    void aRunbookForAnotherSymptomIsRefused() {
        Path runbook = terminal.file(
                "runbook.yaml",
                "name: own",
                "symptom: earthquake",
                "steps:",
                "  - { mitigation: simulated-flag, with: { flag: fallback, value: \"on\" } }");

        Printed refused = terminal.type("shift", "--runbook", runbook.toString());

        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().contains("symptom \"earthquake\", which scenario provider-outage does not have"));
    }

    @Test
    void aHistoryWithoutAnyTrafficHasNoData() {
        Path samples = terminal.file(
                "history.csv", "slo,start,good,total", "a,2026-01-01T00:00:00Z,0,0", "a,2026-01-01T00:01:00Z,0,0");

        Printed shift = terminal.type("shift", "--samples", samples.toString(), "--objective", "0.99");

        assertEquals(4, shift.exit(), shift.err());
    }

    private static List<String> whatIsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void anEmptyFileIsNoStateAndStaysEmpty() throws IOException {
        Files.createFile(terminal.state());

        Printed status = terminal.type("status");

        assertEquals(4, status.exit(), status.err());
        assertEquals(0, Files.size(terminal.state()));
        assertEquals(List.of("demo.db"), whatIsIn(folder));
    }

    @Test
    void aReadOnlyStateCanBeReadAndNotSteered() throws IOException {
        terminal.type("shift").expect(0);
        assertTrue(terminal.state().toFile().setReadOnly());
        List<String> before = whatIsIn(folder);

        terminal.type("status").expect(0);
        terminal.type("incident", "show", "INC-1").expect(0);
        terminal.type("eval", "list").expect(0);
        Printed refused = terminal.type("incident", "note", "INC-1", "hello");

        assertEquals(1, refused.exit(), refused.err());
        assertTrue(refused.err().contains("can be read and not written"), refused.err());
        assertEquals(before, whatIsIn(folder));
    }

    @Test
    void noExportIsWrittenOverAState() throws IOException {
        terminal.type("shift", "--scenario", "blip").expect(0);
        byte[] state = Files.readAllBytes(terminal.state());

        terminal.type("eval", "export", "--to", terminal.state().toString()).expect(2);
        Terminal.typeAsIs("history", "make", terminal.state().toString()).expect(2);

        assertArrayEquals(state, Files.readAllBytes(terminal.state()));
    }

    @Test
    void readingWithoutAStateSaysHowToMakeOne() {
        Printed status = terminal.type("status");

        assertEquals(4, status.exit(), status.err());
        assertTrue(status.err().contains("safeguard shift"), status.err());
        assertFalse(Files.exists(terminal.state()));
    }

    @Test
    void everyErrorCodeThatWasPrintedIsExplained() {
        Printed refused = terminal.type("shift", "--scenario", "nope", "-o", "json");

        String code = refused.err().replaceAll("(?s).*\"code\":\"([^\"]+)\".*", "$1");
        assertTrue(code.startsWith("SG-"), refused.err());
        Printed explained = Terminal.typeAsIs("explain", code);
        assertEquals(0, explained.exit(), explained.err());
        assertTrue(explained.out().contains(code), explained.out());
    }
}
