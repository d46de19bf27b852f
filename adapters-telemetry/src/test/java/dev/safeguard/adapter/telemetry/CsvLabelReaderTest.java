package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.HistoryReader.Problem;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.port.LabelReader;
import dev.safeguard.application.port.LabelReader.MalformedLabelsException;
import dev.safeguard.application.testkit.LabelReaderContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvLabelReaderTest extends LabelReaderContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String HEADER = "id,start,end,impact,title\n";

    private final CsvLabelReader reader = new CsvLabelReader();

    @TempDir
    private Path own;

    @Override
    protected LabelReader reader() {
        return reader;
    }

    @Override
    protected void write(List<KnownIncident> incidents, Path file) {
        write(
                HEADER
                        + incidents.stream()
                                .map(incident -> incident.id() + "," + incident.start() + "," + incident.end() + ","
                                        + incident.impact() + ",\""
                                        + incident.title().replace("\"", "\"\"") + "\"\n")
                                .collect(Collectors.joining()),
                file);
    }

    @Override
    protected void writeNonsense(Path file) {
        write("time,ok,all\n1,2,3\n", file);
    }

    @Test
    void columnsComeInAnyOrderAndOthersAreNoMatter() {
        assertEquals(
                List.of(new KnownIncident("x1", NINE, NINE.plusSeconds(60), "major", "Errors, many")),
                read(
                        """
                        title,components, end ,provider,id,start,resolved,impact
                        "Errors, many","a
                        b",2026-03-02T09:01:00Z,p,x1,2026-03-02T09:00:00Z,,major
                        """));
    }

    @Test
    void whatIsNotThereIsEmptyAndTheLineNamesTheIncident() {
        assertEquals(
                List.of(
                        new KnownIncident("line-2", NINE, NINE.plusSeconds(60), "", ""),
                        new KnownIncident("line-4", NINE, NINE, "", "")),
                read(
                        """
                        start,end
                        2026-03-02T09:00:00Z,2026-03-02T09:01:00Z

                        2026-03-02T09:00:00Z,2026-03-02T09:00:00Z
                        """));
        assertEquals("line-2", read("id,start,end\n,1772442000,1772442000\n").getFirst().id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-03-02T09:00:00Z", "1772442000", "2026-03-02T10:00:00+01:00", "2026-03-02T09:00:00.000Z"})
    void aTimeIsWrittenInSeveralWays(String time) {
        assertEquals(NINE, read(HEADER + "a," + time + ",1772442060,,\n").getFirst().start());
    }

    @Test
    void byteOrderMarkCarriageReturnsAndCompressionAreNoProblem() throws IOException {
        String text = HEADER + "a,1772442000,1772442060,minor,T\n";
        assertEquals(read(text), read("\uFEFF" + text.replace("\n", "\r\n")));
        Path file = own.resolve("labels");
        Files.write(file, gzip(text));
        assertEquals(read(text), reader.read(file));
        byte[] half = Arrays.copyOf(gzip(text), 30);
        Files.write(file, half);
        assertEquals(
                "the compressed file is truncated: it ends in the middle of its data",
                problemsIn(file).getFirst().reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,2026-03-02T09:00:00Z,2026-03-02T08:59:00Z,,  | end must not be before start (2026-03-02T09:00:00Z),"
                        + " was 2026-03-02T08:59:00Z",
                "a,,2026-03-02T09:00:00Z,,                      | start is missing",
                "a,2026-03-02T09:00:00Z,,,                      | end is missing; an incident is listed when it is"
                        + " over",
                "a,2026-03-02T09:00:00,2026-03-02T09:00:00Z,,   | start must be a time such as 2026-03-02T09:00:00Z or"
                        + " a number of seconds since 1970, was \"2026-03-02T09:00:00\"",
                "a,2026-03-02T09:00:00Z,2026-03-02T09:00:00 PST,, | end must be a time such as 2026-03-02T09:00:00Z"
                        + " or a number of seconds since 1970, was \"2026-03-02T09:00:00 PST\"",
                "a,1772442000000,1772442000000,,                | start is in seconds since 1970, was 1772442000000,"
                        + " which is beyond the year 9999; is it in milliseconds?",
                "a,1772442000,1772442000,                       | a row has 5 cells, as the header has, this one has 4",
                "known,1772442000,1772442000,,                  | id \"known\" is that of the incident on line 2 too",
                "\"a,1772442000,1772442000,,                    | this is no CSV from here on: a quote is opened and"
                        + " not closed, or closed before the cell ends",
            })
    void aBadRowIsToldWithItsLine(String row, String reason) {
        String good = HEADER + "known,1772442000,1772442060,minor,T\n";
        assertEquals(List.of(new Problem(3, reason)), problems(good + row + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id,start,title   | the header must name the columns start and end, was \"id,start,title\"",
                "start,end,start  | the header names the column start twice",
                "Start,End        | the header must name the columns start and end, was \"Start,End\"",
            })
    void aBadHeaderIsTheOnlyProblem(String header, String reason) {
        assertEquals(List.of(new Problem(1, reason)), problems(header + "\nx,y\n"));
    }

    @Test
    void anEmptyFileIsNoList() {
        assertEquals(
                List.of(new Problem(
                        1, "the file is empty; it begins with a header that names at least the columns start and end")),
                problems(""));
    }

    @Test
    void everyProblemIsToldUpToTwenty() {
        String rows = IntStream.range(0, 30).mapToObj(i -> "a" + i + ",never,never,,\n").collect(Collectors.joining());
        assertEquals(20, problems(HEADER + rows).size());
        assertTrue(problems(HEADER + rows).getFirst().reason().startsWith("start must be a time"));
    }

    @Test
    void aDirectoryIsNoList() {
        UncheckedIOException thrown = assertThrows(UncheckedIOException.class, () -> reader.read(own));
        assertEquals(own + " is a directory, not a list of incidents", thrown.getMessage());
    }

    private List<KnownIncident> read(String content) {
        return reader.read(write(content, own.resolve("labels")));
    }

    private List<Problem> problems(String content) {
        return problemsIn(write(content, own.resolve("labels")));
    }

    private List<Problem> problemsIn(Path file) {
        return assertThrows(MalformedLabelsException.class, () -> reader.read(file))
                .problems();
    }

    private static Path write(String content, Path file) {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
