package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.HistoryReader;
import dev.safeguard.application.port.HistoryReader.History;
import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.HistoryReader.Problem;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.testkit.HistoryReaderContract;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvHistoryReaderTest extends HistoryReaderContract {

    private static final SloName CHAT = new SloName("chat-answers");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String HEADER = "slo,start,good,total\n";
    private static final String THREE_MINUTES = HEADER + """
            chat-answers,2026-03-02T09:00:00Z,598,600
            chat-answers,2026-03-02T09:01:00Z,300,610
            chat-answers,2026-03-02T09:02:00Z,0,0
            """;

    private final CsvHistoryReader reader = new CsvHistoryReader();

    @TempDir
    private Path own;

    @Override
    protected HistoryReader reader() {
        return reader;
    }

    @Override
    protected void write(List<Sample> rows, Path file) {
        new CsvHistoryWriter().write(rows, file);
    }

    @Override
    protected void writeNonsense(Path file) {
        write("time,ok,all\n1,2,3\n", file);
    }

    @Test
    void errorsAreOfNoKnownKind() {
        MetricSource source = read(THREE_MINUTES).source();
        Instant end = NINE.plusSeconds(180);
        assertEquals(
                Map.of(MetricSource.UNSPECIFIED, 312L),
                source.breakdown(CHAT, NINE, end).errorsByKind());
        assertEquals(1210, source.breakdown(CHAT, NINE, end).arrivals());
    }

    @Test
    void zeroEventsAreABucketOfZeroEvents() {
        assertEquals(
                new EventCounts(0, 0), samples(read(THREE_MINUTES)).getLast().counts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-02T09:00:00Z", "1772442000", "2026-03-02T10:00:00+01:00", "2026-03-02T09:00Z"})
    void aStartIsWrittenInSeveralWays(String start) {
        assertEquals(NINE, read(HEADER + "chat-answers," + start + ",1,2\n").from());
    }

    @Test
    void startsBefore1970AreStartsToo() {
        assertEquals(
                Instant.parse("1969-12-31T23:59:00Z"),
                read(HEADER + "chat-answers,-60,1,2\nchat-answers,0,1,2\n").from());
    }

    @Test
    void compressionShowsInTheContentAndNotInTheName() throws IOException {
        Path file = own.resolve("history.txt");
        Files.write(file, gzip(THREE_MINUTES));
        assertEquals(3, reader.read(file).samples());
        write(THREE_MINUTES, own.resolve("plain.gz"));
        assertEquals(3, reader.read(own.resolve("plain.gz")).samples());
    }

    @Test
    void byteOrderMarkCarriageReturnsQuotesAndBlankLinesAreNoProblem() {
        String windows = "\uFEFF" + THREE_MINUTES.replace("\n", "\r\n") + "\r\n\r\n";
        assertEquals(samples(read(THREE_MINUTES)), samples(read(windows)));
        String quoted = THREE_MINUTES.replaceAll("([^,\n]+)", "\"$1\"");
        assertEquals(samples(read(THREE_MINUTES)), samples(read(quoted)));
        assertEquals(samples(read(THREE_MINUTES)), samples(read(THREE_MINUTES.stripTrailing())));
    }

    @Test
    void jsonLinesAreReadByTheSameNames() {
        String json = """
                {"slo":"chat-answers","start":"2026-03-02T09:00:00Z","good":598,"total":600}

                {"total":610,"good":300,"start":1772442060,"slo":"chat-answers"}
                {"slo":"chat-answers","start":"2026-03-02T09:02:00Z","good":0,"total":0}
                """;
        assertEquals(samples(read(THREE_MINUTES)), samples(read(json)));
        assertEquals(samples(read(THREE_MINUTES)), samples(read("\uFEFF \n" + json)));
    }

    @Test
    void theResolutionIsTheMostCommonStep() {
        assertEquals(Duration.ofMinutes(1), read(THREE_MINUTES).resolution());
        assertEquals(Duration.ofMinutes(1), read(rows(0)).resolution());
        assertEquals(Duration.ofMinutes(5), read(rows(0, 5, 10, 15, 40, 45)).resolution());
        assertEquals(NINE.plusSeconds(3000), read(rows(0, 5, 10, 15, 40, 45)).until());
        assertEquals(
                Duration.ofSeconds(10),
                read(HEADER + "a,1772442000,1,1\na,1772442010,1,1\na,1772442020,1,1\n")
                        .resolution());
    }

    @Test
    void anyOrderOfRowsIsTheSameHistory() {
        int[] minutes = IntStream.range(0, 500).toArray();
        History sorted = read(rows(minutes));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = minutes.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = minutes[i];
            minutes[i] = minutes[other];
            minutes[other] = swapped;
        }
        assertEquals(samples(sorted), samples(read(rows(minutes))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "chat,2026-03-02T09:00:00Z,5           | a row has 4 cells, this one has 3",
                "chat,2026-03-02T09:00:00Z,5,6,7       | a row has 4 cells, this one has 5",
                "chat,2026-03-02T09:00:00Z,7,6         | good must not exceed total (6), was 7",
                "chat,2026-03-02T09:00:00Z,-1,6        | good must not be negative, was -1",
                "chat,2026-03-02T09:00:00Z,1,-6        | total must not be negative, was -6",
                "chat,2026-03-02T09:00:00Z,five,6  | good must be a whole number, was \"five\"",
                "chat,2026-03-02T09:00:00Z,5,6.0       | total must be a whole number, was \"6.0\"",
                "chat,2026-03-02T09:00:00Z,5,          | total must be a whole number, was \"\"",
                "chat,2026-03-02T09:00:00Z, 5,6  | good must be a whole number, was \" 5\"",
                "chat,2026-03-02T09:00:00Z,5,99999999999999999999 | total must be a whole number, was"
                        + " \"99999999999999999999\"",
                "chat,2026-03-02T09:00:00Z,5,10000000000001 | total must be at most 10000000000000 in one bucket, was"
                        + " 10000000000001",
                "chat,yesterday,5,6                    | start must be a time such as 2026-03-02T09:00:00Z or a number"
                        + " of seconds since 1970, was \"yesterday\"",
                "chat,2026-03-02T09:00:00,5,6          | start must be a time such as 2026-03-02T09:00:00Z or a number"
                        + " of seconds since 1970, was \"2026-03-02T09:00:00\"",
                "chat,2026-02-30T09:00:00Z,5,6         | start must be a time such as 2026-03-02T09:00:00Z or a number"
                        + " of seconds since 1970, was \"2026-02-30T09:00:00Z\"",
                "chat,2026-03-02T24:00:00Z,5,6         | start must be a time such as 2026-03-02T09:00:00Z or a number"
                        + " of seconds since 1970, was \"2026-03-02T24:00:00Z\"",
                "chat,2026-03-02T09:00:00.5Z,5,6       | a bucket starts at a whole second, was 2026-03-02T09:00:00.5Z",
                "chat,1772442000000,5,6                | start is in seconds since 1970, was 1772442000000, which is"
                        + " beyond the year 9999; is it in milliseconds?",
                "chat,2026-03-02T09:00:30Z,5,6         | start 2026-03-02T09:00:30Z is not on a bucket boundary;"
                        + " buckets in this file are 1m long",
                "chat answers,2026-03-02T09:00:00Z,5,6 | the name of an SLO is 1 to 100 letters, digits and . _ / -,"
                        + " and starts with a letter or digit, was \"chat answers\"",
            })
    void aBadRowIsToldWithItsLine(String row, String reason) {
        String good = rows(0, 1, 2, 3).replace("chat-answers", "other");
        assertEquals(List.of(new Problem(6, reason)), problems(good + row + "\n" + "other,1772442240,1,1\n"));
    }

    @Test
    void everyProblemIsToldUpToTwenty() {
        String file = HEADER
                + IntStream.range(0, 30)
                        .mapToObj(i ->
                                "chat," + (i % 2 == 0 ? "never" : "1772442000") + "," + (i % 2 == 0 ? 1 : 2) + ",1\n")
                        .collect(Collectors.joining());
        List<Problem> problems = problems(file);
        assertEquals(20, problems.size());
        assertEquals(
                IntStream.rangeClosed(2, 21).boxed().toList(),
                problems.stream().map(p -> (int) p.line()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"slo,start,total,good", "slo,start,good", "slo;start;good;total", "SLO,start,good,total"})
    void aBadHeaderIsTheOnlyProblem(String header) {
        assertEquals(
                List.of(new Problem(1, "the header must be \"slo,start,good,total\", was \"" + header + "\"")),
                problems(header + "\nx,y,z\n"));
    }

    @Test
    void aFileWithoutRowsIsNoHistory() {
        assertEquals(
                List.of(new Problem(1, "the file is empty; it begins with the header slo,start,good,total")),
                problems(""));
        assertEquals(1, problems(" \n\n").size());
        assertEquals(List.of(new Problem(2, "there are no rows below the header")), problems(HEADER));
    }

    @Test
    void anUnclosedQuoteIsTold() {
        List<Problem> problems = problems(THREE_MINUTES + "\"chat-answers,2026-03-02T09:03:00Z,1,1\nx,y,z,1\n");
        assertEquals(1, problems.size());
        assertEquals(5, problems.getFirst().line());
        assertTrue(problems.getFirst().reason().startsWith("this is no CSV from here on: "));
    }

    @Test
    void aTruncatedFileIsTold() throws IOException {
        byte[] whole = gzip(rows(IntStream.range(0, 5000).toArray()));
        for (int length : new int[] {2, 9, 11, whole.length / 2, whole.length - 9, whole.length - 1}) {
            Path file = own.resolve("truncated.gz");
            Files.write(file, Arrays.copyOf(whole, length));
            Problem problem = problemsIn(file).getFirst();
            assertEquals("the compressed file is truncated: it ends in the middle of its data", problem.reason());
            assertTrue(problem.line() <= 5002 && (length > 11 || problem.line() == 1), problem.toString());
        }
    }

    @Test
    void aDamagedFileIsTold() throws IOException {
        byte[] bytes = gzip(rows(IntStream.range(0, 5000).toArray()));
        bytes[bytes.length - 6] ^= 1;
        Path file = own.resolve("damaged.gz");
        Files.write(file, bytes);
        Problem problem = problemsIn(file).getFirst();
        assertTrue(problem.reason().startsWith("the compressed file is damaged: "), problem.toString());
        assertEquals(5002, problem.line());

        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 200, (byte) 0x55);
        Files.write(file, bytes);
        assertTrue(problemsIn(file).size() <= 20);
    }

    @ParameterizedTest
    @CsvSource({
        "0 60 137 180,             60",
        "0 60 150,                 60",
        "0 120 180,                60",
        "0 120 240 300,            60",
        "0 60 120 180 210 240,     60",
        "0 300 600 900 960,       300",
    })
    void fewRowsAreEnoughToTellTheResolution(String seconds, long resolution) {
        List<Long> offsets =
                Arrays.stream(seconds.split(" ", -1)).map(Long::valueOf).toList();
        String file = HEADER
                + offsets.stream()
                        .map(offset -> CHAT + "," + NINE.plusSeconds(offset) + ",1,1\n")
                        .collect(Collectors.joining());
        List<Long> strays =
                offsets.stream().filter(offset -> offset % resolution != 0).toList();
        if (strays.isEmpty()) {
            assertEquals(Duration.ofSeconds(resolution), read(file).resolution());
        } else {
            assertEquals(
                    strays.stream().map(stray -> offsets.indexOf(stray) + 2L).toList(),
                    problems(file).stream().map(Problem::line).toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"slo\":\"chat\",\"start\":1772442000,\"good\":1}  | total is missing",
                "{\"slo\":\"chat\",\"start\":1772442000,\"good\":1,\"total\":2,\"bad\":1}  | unknown name \"bad\";"
                        + " there are slo, start, good, total",
                "{\"slo\":\"chat\",\"start\":1772442000,\"good\":1,\"total\":[2]}  | total must be a text"
                        + " or a number",
                "{\"slo\":\"chat\",\"start\":1772442000,\"good\":1.5,\"total\":2}  | good must be a whole"
                        + " number, was \"1.5\"",
                "{\"slo\":\"chat\",\"start\":1772442000,\"good\":null,\"total\":2}  | good must be a whole"
                        + " number, was \"null\"",
                "{\"slo\":\"chat\",\"start\":1772442000,\"good\":1,\"total\":2} {}  | a line is one JSON"
                        + " object, this one goes on after it",
                "[1]  | a line is one JSON"
                        + " object, this one begins with an array",
            })
    void aBadLineOfJsonIsToldWithItsLine(String line, String reason) {
        String good = "{\"slo\":\"chat\",\"start\":1772441940,\"good\":1,\"total\":2}\n";
        assertEquals(List.of(new Problem(2, reason)), problems(good + line + "\n" + good));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"slo\":\"chat\",", "{\"slo\":\"a\",\"slo\":\"b\"}", "{slo:1}", "chat,1772442000,1,1"})
    void whatIsNoJsonIsToldWithItsLine(String line) {
        String good = "{\"slo\":\"chat\",\"start\":1772441940,\"good\":1,\"total\":2}\n";
        List<Problem> problems = problems(good + line + "\n");
        assertEquals(1, problems.size());
        assertEquals(2, problems.getFirst().line());
        assertTrue(problems.getFirst().reason().startsWith("this is no JSON: "), problems.toString());
    }

    @Test
    void mixedResolutionsAreTold() {
        String minutes = rows(IntStream.range(0, 30).toArray());
        assertEquals(
                List.of(new Problem(
                        33, "mixed resolutions: from here on buckets of slow are 5m apart, others in this file 1m")),
                problems(minutes + "slow,1772442000,1,1\nslow,1772442300,1,1\nslow,1772442600,1,1\n"));
        String fiveMinutes = rows(
                IntStream.range(0, 30).map(i -> i < 15 ? i : 15 + (i - 15) * 5).toArray());
        assertEquals(
                List.of(
                        new Problem(
                                18,
                                "mixed resolutions: from here on buckets of chat-answers are 5m apart,"
                                + " others in this file 1m")),
                problems(fiveMinutes));
    }

    @Test
    void gapsAreNoMixedResolution() {
        assertEquals(7, read(rows(0, 1, 2, 7, 12, 17, 60)).samples());
        assertEquals(
                7,
                read(rows(0, 1, 2, 3, 4) + "sparse,1772442000,1,1\nsparse,1772442120,1,1\n")
                        .samples());
    }

    @Test
    void aDirectoryCannotBeRead() {
        UncheckedIOException thrown = assertThrows(UncheckedIOException.class, () -> reader.read(own));
        assertTrue(thrown.getMessage().endsWith(own + " is a directory, not a history"), thrown.getMessage());
    }

    @Test
    void anyBytesAreReadOrRefusedInWords() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = THREE_MINUTES.getBytes(StandardCharsets.UTF_8);
            for (int j = 0; j < 1 + i % 5; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = own.resolve("any");
            Files.write(file, bytes);
            try {
                assertTrue(reader.read(file).samples() <= 3);
            } catch (MalformedHistoryException refused) {
                refused.problems().forEach(problem -> assertTrue(problem.line() >= 1 && problem.line() <= 6));
            }
        }
    }

    private static String rows(int... minutes) {
        return HEADER
                + Arrays.stream(minutes)
                        .mapToObj(minute -> CHAT + "," + NINE.plusSeconds(60L * minute) + "," + minute + ",100000\n")
                        .collect(Collectors.joining());
    }

    private History read(String content) {
        Path file = own.resolve("history");
        write(content, file);
        return reader.read(file);
    }

    private List<Problem> problems(String content) {
        Path file = own.resolve("history");
        write(content, file);
        return problemsIn(file);
    }

    private List<Problem> problemsIn(Path file) {
        return assertThrows(MalformedHistoryException.class, () -> reader.read(file))
                .problems();
    }

    private static List<Sample> samples(History history) {
        return history.source().closedBuckets(history.slos().getFirst(), history.from(), history.until());
    }

    private static void write(String content, Path file) {
        try {
            Files.writeString(file, content);
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
