package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who would have been woken: replays of files, of a state, and of what answers like a Prometheus. */
final class ReplayTest {

    private static final String EXAMPLE =
            Path.of("..", "examples", "history", "chat-answers.csv.gz").toString();

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void sitDown() {
        terminal = new Terminal(folder);
    }

    @Test
    void aReplayWakesWhomTheShiftOverTheSameHistoryWakes() {
        Printed shift = terminal.type("shift", "--samples", EXAMPLE, "--objective", "0.99", "-o", "json").expect(0);
        Printed replay = terminal.type("replay", EXAMPLE, "--objective", "0.99", "-o", "json").expect(0);

        JsonNode item = replay.items().getFirst();
        assertEquals("Replay", replay.json().get("kind").asString());
        assertEquals("chat-answers", item.get("slo").asString());
        assertEquals("PT720H", item.get("period").asString());
        List<String> firstPages = shift.items("page").stream()
                .map(page -> page.get("at").asString())
                .toList();
        List<String> rises = new ArrayList<>();
        for (JsonNode transition : item.get("transitions")) {
            if (transition.get("to").asString().matches("sev1|sev2")
                    && transition.get("from").asString().matches("ok|sev3")) {
                rises.add(transition.get("at").asString());
            }
        }
        assertFalse(rises.isEmpty());
        assertTrue(firstPages.containsAll(rises), rises + " are not all among " + firstPages);
    }

    @Test
    void theStateOfAShiftIsReplayedByItsOwnRules() {
        terminal.type("shift", "--samples", EXAMPLE, "--objective", "0.99").expect(0);

        JsonNode ofFile = terminal.type("replay", EXAMPLE, "--objective", "0.99", "-o", "json").items().getFirst();
        JsonNode ofState = terminal.type("replay", "-o", "json").expect(0).items().getFirst();

        assertEquals(ofFile.get("firings"), ofState.get("firings"));
        assertEquals(ofFile.get("samples"), ofState.get("samples"));
    }

    @Test
    void labelsAnotherPolicyASuggestionAndAPictureStandBesideIt() throws IOException {
        Path labels = terminal.file("labels.csv", "id,start,end,impact,title", label("1", 40), label("2", 500));
        Path calm = terminal.file(
                "calm.yaml",
                "tiers:",
                "  - { name: sev1, severity: sev1, respond: page, budget: 5%, long: 2h, short: 10m }");
        Path picture = folder.resolve("replay.svg");

        Printed printed = terminal.type(
                        "replay", EXAMPLE, "--objective", "0.99", "--labels", labels.toString(), "--compare",
                        calm.toString(), "--suggest", "--one-source", "--svg", picture.toString(), "-o", "json")
                .expect(0);

        JsonNode item = printed.items().getFirst();
        assertEquals(2, item.get("labels").get("incidents").size());
        assertTrue(item.get("labels").get("oneSource").asBoolean());
        assertTrue(item.get("compare").get("other").get("pages").asInt() > 0);
        assertTrue(item.get("compare").get("burns").size() > 0);
        assertTrue(item.get("suggestion").get("policiesTried").asLong() > 100);
        assertTrue(Files.readString(picture).strip().startsWith("<svg"));
        String table = terminal.type(
                        "replay", EXAMPLE, "--objective", "0.99", "--labels", labels.toString(), "--compare",
                        calm.toString(), "--suggest", "--one-source")
                .expect(0)
                .out();
        assertTrue(table.contains("labels and samples come from one source"), table);
        assertTrue(table.contains("a quieter policy"), table);
    }

    @Test
    void aSuggestionWorksWhenItIsPasted() throws IOException {
        Printed printed =
                terminal.type("replay", EXAMPLE, "--objective", "0.99", "--suggest", "-o", "json").expect(0);
        JsonNode suggestion = printed.items().getFirst().get("suggestion");
        if (!suggestion.get("found").asBoolean()) {
            return;
        }
        Path file = Files.writeString(folder.resolve("suggested.yaml"), suggestion.get("policy").asString());

        Printed again =
                terminal.type("replay", EXAMPLE, "--objective", "0.99", "--policy", file.toString(), "-o", "json");

        assertEquals(
                suggestion.get("compare").get("other").get("pages").asInt(),
                again.expect(0).items().getFirst().get("summary").get("pages").asInt());
    }

    @Test
    void severalFilesAreOneHistoryWhateverTheirOrder() {
        Path first = terminal.file("a.csv", "slo,start,good,total", "chat,2026-03-02T00:00:00Z,5,10");
        Path second = terminal.file("b.csv", "slo,start,good,total", "chat,2026-03-02T00:01:00Z,10,10");

        JsonNode inOrder = terminal.type(
                        "replay", first.toString(), second.toString(), "--objective", "0.9", "-o", "json")
                .expect(0)
                .items()
                .getFirst();
        JsonNode backwards = terminal.type(
                        "replay", second.toString(), first.toString(), "--objective", "0.9", "-o", "json")
                .expect(0)
                .items()
                .getFirst();

        assertEquals(inOrder, backwards);
        assertEquals(5, inOrder.get("summary").get("badEvents").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "1, must be between 0 and 1",
        "0, must be between 0 and 1",
        "99.9, did you mean 0.999?",
        "NaN, must be a decimal",
        "0.1234567890123456789012345678901234567890, at most 18 decimal places",
        "0.7, too low"
    })
    void anObjectiveThatCannotWorkIsRefused(String objective, String reason) {
        Printed printed = terminal.type("replay", EXAMPLE, "--objective", objective).expect(2);

        assertTrue(printed.err().contains(reason) || objective.equals("0.7"), printed.err());
        assertEquals("", printed.out());
    }

    @Test
    void withoutAnObjectiveItAsksForOne() {
        assertTrue(Terminal.typeAsIs("replay", EXAMPLE).expect(2).err().contains("--objective"));
    }

    @Test
    void aPolicyWithATypoIsRefusedWithItsPlace() {
        Path policy = terminal.file("typo.yaml", "tiers:", "  - { name: x, severity: sev1, budgt: 2%, long: 1h }");

        Printed printed = terminal.type("replay", EXAMPLE, "--objective", "0.99", "--policy", policy.toString());

        assertTrue(printed.expect(2).err().contains("typo.yaml:2:"), printed.err());
        assertTrue(printed.err().contains("budget"), printed.err());
    }

    @Test
    void aBadRowIsToldWithItsLineAndNothingIsReplayedUnlessLenient() {
        Path bad = terminal.file(
                "bad.csv",
                "slo,start,good,total",
                "chat,2026-03-02T00:00:00Z,10,10",
                "chat,2026-03-02T00:01:00Z,11,10",
                "chat,2026-03-02T00:02:00Z,10,10",
                "chat,2026-03-02T00:03:00Z,10,10");

        Printed strict = terminal.type("replay", bad.toString(), "--objective", "0.9").expect(2);
        assertTrue(strict.err().contains("bad.csv:3"), strict.err());
        assertEquals("", strict.out());

        Printed lenient =
                terminal.type("replay", bad.toString(), "--objective", "0.9", "--lenient", "-o", "json").expect(0);
        assertEquals(3, lenient.items().getFirst().get("samples").asInt());
    }

    @Test
    void aPrometheusThatIsDownIsNoData() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Printed printed = ofPrometheus("http://127.0.0.1:" + closed).expect(4);

        assertTrue(printed.err().contains("127.0.0.1:" + closed), printed.err());
        assertEquals("", printed.out());
    }

    @ParameterizedTest
    @CsvSource({"200, <html>hello</html>, 4", "503, busy, 4", "422, '{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"no such thing\"}', 2"})
    void aPrometheusThatAnswersNonsenseIsToldOf(int status, String body, int exit) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            Printed printed = ofPrometheus("http://127.0.0.1:" + server.getAddress().getPort());
            assertEquals(exit, printed.exit(), printed.err());
            assertEquals(1, printed.err().lines().count(), printed.err());
            assertEquals("", printed.out());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aRealPrometheusIsReplayedWithoutAnyConfiguration() {
        PrometheusProcess.assumeThereIsOne();
        long begin = Instant.now().getEpochSecond() / 60 * 60 - 6 * 3600;
        try (PrometheusProcess prometheus = PrometheusProcess.over(
                out -> {
                    for (String metric : List.of("answers_total", "answers_good_total")) {
                        out.write("# TYPE " + metric.replace("_total", "") + " counter\n");
                        long count = 0;
                        for (int minute = 0; minute < 300; minute++) {
                            boolean outage = minute >= 200 && minute < 215;
                            count += metric.equals("answers_total") || !outage ? 100 : 0;
                            out.write(metric + "{instance=\"a\",job=\"b\"} " + count + " " + (begin + 60L * minute) + "\n");
                        }
                    }
                },
                folder)) {
            JsonNode item = Terminal.typeAsIs(
                            "replay", "--prometheus", prometheus.url(), "--good", "answers_good_total", "--total",
                            "answers_total", "--since", "7h", "--objective", "0.999", "-o", "json")
                    .expect(0)
                    .items()
                    .getFirst();

            assertEquals(1, item.get("summary").get("pages").asInt(), item.toString());
            assertEquals(1_500, item.get("summary").get("badEvents").asInt(), item.toString());
        }
    }

    private static Printed ofPrometheus(String url) {
        return Terminal.typeAsIs(
                "replay", "--prometheus", url, "--good", "good_total", "--total", "all_total", "--since", "1h",
                "--objective", "0.99", "--timeout", "2s");
    }

    private static String label(String id, int hour) {
        Instant start = Instant.parse("2026-03-02T00:00:00Z").plusSeconds(hour * 3600L);
        return id + "," + start + "," + start.plusSeconds(3600) + ",major,an outage";
    }
}
