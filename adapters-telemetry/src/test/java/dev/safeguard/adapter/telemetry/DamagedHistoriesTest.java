package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.telemetry.FileSampleFeed.BadRows;
import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.HistoryReader.Problem;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.SloName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with files in practice, and what is said about it. */
final class DamagedHistoriesTest {

    private static final String ROWS = """
            slo,start,good,total
            chat,2026-03-02T09:00:00Z,598,600
            chat,2026-03-02T09:01:00Z,300,610
            chat,2026-03-02T09:02:00Z,0,0
            """;
    private static final String JSON = """
            {"slo":"chat","start":1772442000,"good":1,"total":2}
            {"slo":"chat","start":1772442060,"good":1,"total":2}
            """;
    private static final String NO_TEXT =
            "this is no text in UTF-8; a history is CSV or JSON Lines, plain or compressed with gzip";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesEndInAnyWayAndTheLastNeedNot(String end) {
        for (String text : List.of(ROWS, JSON, "\uFEFF" + ROWS)) {
            String ended = text.replace("\n", end);
            assertEquals(read(text), read(ended));
            assertEquals(read(text), read(ended.substring(0, ended.length() - end.length())));
            assertEquals(read(text), read(ended.replace(end, end + end)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "chat,1772442180,+5,6   | good must be a whole number, was \"+5\"",
                "chat,1772442180,1e3,6  | good must be a whole number, was \"1e3\"",
                "chat,1772442180,5,6.5  | total must be a whole number, was \"6.5\"",
                "chat,1772442180,5, 6   | total must be a whole number, was \" 6\"",
                "chat,1772442180,٥,6    | good must be a whole number, was \"٥\"",
                "chat,1772442180,-,6    | good must be a whole number, was \"-\"",
                "chat,1772442180,5,12345678901234567890123456789012345678901234567890123456789012345678901234567890"
                        + " | total must be a whole number, was"
                        + " \"12345678901234567890123456789012345678901234567890123456789…\"",
                "chat,+1772442180,5,6   | start must be a time such as 2026-03-02T09:00:00Z or a number of seconds"
                        + " since 1970, was \"+1772442180\"",
                "chat,1772442180.5,5,6  | start must be a time such as 2026-03-02T09:00:00Z or a number of seconds"
                        + " since 1970, was \"1772442180.5\"",
                "chat,99999999999999999999,5,6 | start must be a time such as 2026-03-02T09:00:00Z or a number of"
                        + " seconds since 1970, was \"99999999999999999999\"",
                "chat,-99999999999999,5,6 | start must be within the years 0 to 9999, was -99999999999999",
                "chat,+12026-03-02T09:03:00Z,5,6 | start must be within the years 0 to 9999, was"
                        + " +12026-03-02T09:03:00Z",
                "chat,1772442180000,5,6 | start is in seconds since 1970, was 1772442180000, which is beyond the year"
                        + " 9999; is it in milliseconds?",
            })
    void aNumberIsDigitsAndNothingElse(String row, String reason) {
        assertEquals(List.of(new Problem(5, reason)), problems(ROWS + row + "\n"));
    }

    @Test
    void zerosInFrontAndManyOfThemAreNoMatter() {
        assertEquals(read(ROWS), read(ROWS.replace("598,600", "0598,00000000000000000000000600")));
        assertEquals(read(ROWS), read(ROWS.replace("0,0", "-0,0")));
    }

    @Test
    void theYear9999IsAYear() {
        Map<SloName, SortedMap<Long, EventCounts>> samples =
                read("slo,start,good,total\na,9999-12-31T23:59:00Z,1,2\na,253402300680,1,2\n");
        assertEquals(2, samples.values().iterator().next().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"slo\":null,\"start\":1772442120,\"good\":1,\"total\":2}  | slo must be a text or a number",
                "{\"slo\":true,\"start\":1772442120,\"good\":1,\"total\":2}  | slo must be a text or a number",
                "{\"slo\":[],\"start\":1772442120,\"good\":1,\"total\":2}    | slo must be a text or a number",
                "{\"slo\":\"chat\",\"start\":1772442120,\"good\":+1,\"total\":2} | this is no JSON: it makes no sense"
                        + " near column 43",
                "{\"slo\":\"chat\",\"start\":1772442120,\"good\":1,\"total\":2,} | this is no JSON: it makes no sense"
                        + " near column 54",
                "{\"slo\":\"a\",\"slo\":\"b\"} | this is no JSON: slo is there twice",
                "\"chat\" | a line is one JSON object, this one begins with a plain value",
            })
    void aBadLineOfJsonIsToldInWordsOfOurOwn(String line, String reason) {
        assertEquals(List.of(new Problem(3, reason)), problems(JSON + line + "\n"));
    }

    @Test
    void noErrorEchoesACellWholeOrWhatATerminalWouldObey() {
        String evil = "\u001B[2J\u202E\u0007" + "x".repeat(5000);
        for (String text : List.of(
                ROWS + evil + ",1772442180,5,6\n",
                ROWS + "chat," + evil + ",5,6\n",
                ROWS + "chat,1772442180," + evil + ",6\n",
                ROWS + "chat,1772442180,5," + evil + "\n",
                ROWS + "\"chat" + evil + "\n",
                JSON + "{\"" + "x".repeat(5000) + "\":1}\n",
                JSON + "{\"\\u001B[2J\":1}\n",
                JSON + "{\"slo\":\"" + "\\u001B\\u202E".repeat(1000) + "\",\"start\":1,\"good\":1,\"total\":1}\n",
                "x".repeat(5000) + "\n1\n")) {
            for (Problem problem : problems(text)) {
                assertTrue(problem.reason().length() < 250, problem.reason());
                assertTrue(problem.reason().codePoints().allMatch(Shown::isPrintable), problem.reason());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void otherEncodingsAreTold(String encoding) throws IOException {
        for (String text : List.of(ROWS, JSON)) {
            Problem problem = problems(text.getBytes(Charset.forName(encoding))).getFirst();
            assertEquals(1, problem.line());
            assertTrue(
                    List.of(NO_TEXT, "this is UTF-16; a history is text in UTF-8").contains(problem.reason()),
                    problem.reason());
        }
        byte[] marked = ("\uFEFF" + ROWS).getBytes(StandardCharsets.UTF_16LE);
        assertEquals(
                "this is UTF-16; a history is text in UTF-8", problems(marked).getFirst().reason());
    }

    @Test
    void whatIsNoTextIsToldOnce() throws IOException {
        byte[] noise = new byte[1_000_000];
        new SplittableRandom(7).nextBytes(noise);
        noise[0] = 'P';
        noise[1] = 'K';
        assertEquals(List.of(new Problem(1, NO_TEXT)), problems(noise));
        assertEquals(List.of(new Problem(1, NO_TEXT)), problems(new byte[1_000_000]));
        assertEquals(List.of(new Problem(1, NO_TEXT)), problems(gzip(gzip(ROWS.getBytes(StandardCharsets.UTF_8)))));
    }

    @Test
    void aNulByteIsTold() {
        assertEquals(
                List.of(new Problem(
                        3, "there is a NUL byte in this line; the file is damaged, or no text")),
                problems(ROWS.replace("300", "3\0")));
    }

    @Test
    void aLineWithoutEndIsTold() {
        assertEquals(
                List.of(new Problem(5, "a line is longer than 65536 bytes")), problems(ROWS + "x".repeat(3_000_000)));
        assertEquals(
                List.of(
                        new Problem(5, "a line is longer than 65536 bytes"),
                        new Problem(6, "a row has 4 cells, this one has 1")),
                problems(ROWS + "x".repeat(300_000) + "\nx\n"));
        assertEquals(
                List.of(new Problem(1, "a line is longer than 65536 bytes")),
                problems("slo,start,good,total".repeat(50_000)));
    }

    @Test
    void aDirectoryAndAMissingFileAreTold() {
        Path missing = folder.resolve("missing.csv");
        assertEquals(folder + " is a directory, not a history", unreadable(folder));
        assertEquals(missing + " does not exist", unreadable(missing));
    }

    @Test
    void severalCompressedFilesInARowAreOne() throws IOException {
        byte[] first = gzip(ROWS.substring(0, 50).getBytes(StandardCharsets.UTF_8));
        byte[] second = gzip(ROWS.substring(50).getBytes(StandardCharsets.UTF_8));
        assertEquals(read(ROWS), read(joined(first, gzip(new byte[0]), second)));
        assertEquals(read(ROWS), read(joined(first, second, new byte[1000])), "zeros fill a tape up");
    }

    @Test
    void whatFollowsACompressedFileIsTold() throws IOException {
        byte[] whole = gzip(ROWS.getBytes(StandardCharsets.UTF_8));
        String reason = "the compressed file is damaged: it goes on after its end with something that is no gzip";
        for (byte[] garbage : List.of(new byte[] {1}, new byte[] {0, 0, 1}, ROWS.getBytes(StandardCharsets.UTF_8))) {
            assertEquals(List.of(new Problem(5, reason)), problems(joined(whole, garbage)));
        }
    }

    @Test
    void aCompressedFileThatBreaksOffIsToldOrReadAsFarAsItGoes() throws IOException {
        byte[] whole = gzip(ROWS.getBytes(StandardCharsets.UTF_8));
        for (int length = 2; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertEquals(
                    "the compressed file is truncated: it ends in the middle of its data",
                    problems(part).getLast().reason());
        }
        Path file = write(Arrays.copyOf(whole, whole.length - 4));
        FileSampleFeed lenient = new FileSampleFeed(List.of(file), BadRows.SKIP, Optional.empty());
        assertEquals(3, lenient.feed(new Heard()).samples());
        assertEquals(1, lenient.feed(new Heard()).skipped());
    }

    /** Rows, with anything done to them: they are read, or refused in words, and nothing else happens. */
    @ParameterizedTest
    @EnumSource(BadRows.class)
    void anyBytesAreReadOrRefusedInWords(BadRows badRows) throws IOException {
        List<byte[]> samples = List.of(
                ROWS.getBytes(StandardCharsets.UTF_8),
                ROWS.replaceAll("([^,\n]+)", "\"$1\"").getBytes(StandardCharsets.UTF_8),
                JSON.getBytes(StandardCharsets.UTF_8),
                gzip(ROWS.getBytes(StandardCharsets.UTF_8)),
                joined(gzip(ROWS.getBytes(StandardCharsets.UTF_8)), gzip(new byte[0])));
        byte[] likely = "\",\n\r{}[]:0123456789-+.eTZ\0\u001f\\ abc".getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                int at = random.nextInt(bytes.length);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] = (byte) random.nextInt(256);
                    case 1 -> bytes[at] = likely[random.nextInt(likely.length)];
                    case 2 -> bytes = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at / 2, bytes.length));
                    default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                }
            }
            Limits limits = new Limits(random.nextInt(1, 5), 0, 10, random.nextInt(64, 200), random.nextInt(80, 200));
            try {
                Heard.of(new FileSampleFeed(List.of(write(bytes)), badRows, Optional.empty(), limits));
                read++;
            } catch (MalformedHistoryException refused) {
                int number = seed;
                refused.problems().forEach(problem -> {
                    assertTrue(problem.line() >= 1 && problem.line() <= 200, () -> "seed " + number + ": " + problem);
                    assertTrue(problem.reason().length() < 250, () -> "seed " + number + ": " + problem);
                });
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
        assertTrue(read > 10 && read < 1_950, "read " + read);
    }

    @Test
    void aLineOfJsonSaysTheSameReadQuicklyAndReadWithCare() throws IOException {
        byte[] likely = "\",{}:0123456789-eTZ\\ aslogdtr".getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] line = " {\"slo\": \"chat\", \"start\":1772442120 ,\"good\":1,\"total\":\"2\"}"
                    .getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                line[random.nextInt(line.length)] = likely[random.nextInt(likely.length)];
            }
            String text = new String(line, StandardCharsets.UTF_8);
            // What is this long is read with care.
            Object said = said(JSON + text);
            assertEquals(said(JSON + text + " ".repeat(600)), said, text);
            read += said instanceof Map ? 1 : 0;
        }
        assertTrue(read > 250 && read < 750, "read " + read);
    }

    /** The samples, or the lines that are wrong. */
    private Object said(String text) {
        try {
            return read(text);
        } catch (MalformedHistoryException refused) {
            return refused.problems().stream().map(Problem::line).toList();
        }
    }

    private Map<SloName, SortedMap<Long, EventCounts>> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Map<SloName, SortedMap<Long, EventCounts>> read(byte[] bytes) {
        return Heard.of(new FileSampleFeed(List.of(write(bytes)))).samples();
    }

    private List<Problem> problems(String text) {
        return problems(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Problem> problems(byte[] bytes) {
        FileSampleFeed feed = new FileSampleFeed(List.of(write(bytes)));
        return assertThrows(MalformedHistoryException.class, () -> feed.feed(new Heard()))
                .problems();
    }

    private static String unreadable(Path file) {
        FileSampleFeed feed = new FileSampleFeed(List.of(file));
        return String.valueOf(
                assertThrows(UncheckedIOException.class, () -> feed.feed(new Heard())).getMessage());
    }

    private Path write(byte[] bytes) {
        try {
            return Files.write(folder.resolve("history"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
