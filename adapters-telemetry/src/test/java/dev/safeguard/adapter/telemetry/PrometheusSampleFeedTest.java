package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.RefusedQueryException;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SampleFeed.Facts;
import dev.safeguard.application.port.SourceUnavailableException;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrometheusSampleFeedTest {

    private static final SloName CHAT = new SloName("chat");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final long START = NINE.getEpochSecond();
    private static final String GOOD = "answers_total{ok=\"true\"}";
    private static final String TOTAL = "answers_total";
    private static final String GAUGED_GOOD = "sum_over_time(sli_good[$window])";
    private static final String GAUGED_TOTAL = "sum_over_time(sli_total[$window])";
    private static final String SECRET = "s3cr3t-Gre1f";

    private final FakePrometheus prometheus = new FakePrometheus();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> handed = new ArrayList<>();
    private final List<Instant> reached = new ArrayList<>();
    private Duration length = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        prometheus.close();
    }

    // ---- Counting ---------------------------------------------------------------------------------------------------

    @Test
    void aFallIsAResetAndTheNewValueCountsFromZero() {
        count("ok=true", 0, 100, 60, 110, 120, 7, 180, 9);
        Facts facts = feed(TOTAL, TOTAL);
        assertEquals(List.of("0 10 10", "1 7 7", "2 2 2"), handed);
        assertEquals(
                List.of("Counters of answers_total started again once, and were counted from zero."), facts.remarks());
    }

    @Test
    void whatASampleAddsBelongsToTheBucketThatEndsWithIt() {
        prometheus.addAtMillis(TOTAL, "ok=true", START * 1000, "0");
        prometheus.addAtMillis(TOTAL, "ok=true", START * 1000 + 1, "1");
        prometheus.addAtMillis(TOTAL, "ok=true", START * 1000 + 60_000, "3");
        prometheus.addAtMillis(TOTAL, "ok=true", START * 1000 + 60_001, "7");
        feed(TOTAL, TOTAL);
        assertEquals(List.of("0 3 3", "1 4 4"), handed);
    }

    @Test
    void countersAreCountedFromTheSampleBeforeThePeriod() {
        count("ok=true", -50, 100, 10, 105);
        feed(TOTAL, TOTAL);
        assertEquals(List.of("0 5 5"), handed);
    }

    @Test
    void aGapStaysAGapAndWhatWasCountedMeanwhileComesAfterIt() {
        count("ok=true", 0, 0, 60, 1, 480, 9);
        Facts facts = feed(TOTAL, TOTAL);
        assertEquals(List.of("0 1 1", "7 8 8"), handed);
        assertTrue(
                facts.remarks()
                        .contains("Counters of answers_total were silent once for more than 5m; what they"
                                + " counted meanwhile is in the first bucket after."),
                facts.remarks().toString());
    }

    @Test
    void aSeriesThatBeginsOnAWatchedTargetBeganAtZeroInBothQueries() {
        count("job=a,instance=1,ok=false", 0, 1000, 15, 1001, 75, 1002);
        count("job=a,instance=1,ok=true", 75, 3, 135, 4);
        count("job=a,instance=2,ok=true", 75, 500, 135, 501);
        feed(GOOD, TOTAL);
        assertEquals(List.of("0 0 1", "1 3 4", "2 2 2"), handed);
    }

    @Test
    void ofSeriesWithoutAnInstanceOneSaysNothingOfTheNextForAWhile() {
        count("ok=false", 0, 1000, 60, 1001, 120, 1001, 180, 1001, 240, 1001, 300, 1001, 360, 1001);
        count("ok=true", 30, 5000, 90, 5001);
        count("ok=maybe", 360, 2, 420, 3);
        feed(TOTAL, TOTAL);
        assertEquals(List.of("0 1 1", "1 1 1", "2 0 0", "3 0 0", "4 0 0", "5 2 2", "6 1 1"), handed);
    }

    @Test
    void valuesAreReadAsTheyAreWrittenAndNotThroughDouble() {
        count("ok=true", 0, 9_007_199_254_740_993L, 60, 9_007_199_254_740_994L);
        Facts facts = feed(TOTAL, TOTAL);
        assertEquals(List.of("0 1 1"), handed);
        assertEquals(
                List.of("The counts of answers_total are estimates: its counters are above 2^53, where Prometheus does"
                        + " not hold every whole number."),
                facts.remarks());
    }

    @Test
    void whatIsNoNumberIsAbsent() {
        count("ok=true", 0, 5);
        prometheus.add(TOTAL, "ok=true", START + 60, "NaN");
        prometheus.add(TOTAL, "ok=true", START + 90, "+Inf");
        prometheus.add(TOTAL, "ok=true", START + 120, "8");
        feed(TOTAL, TOTAL);
        assertEquals(List.of("1 3 3"), handed);
    }

    @Test
    void aGaugeIsNotTakenForACounter() {
        for (int minute = 0; minute < 60; minute++) {
            prometheus.add("sli_total", "", START + 60L * minute, Integer.toString(100 + minute % 2));
        }
        length = Duration.ofHours(1);
        String message = assertThrows(RefusedQueryException.class, () -> feed("sli_total", "sli_total"))
                .getMessage();
        assertTrue(message.contains("sum_over_time(sli_total[$window])"), message);
    }

    @Test
    void fractionsAreRoundedOnceHalfUpAndGoodIsCutToTotal() {
        gauge(1, "3.5", "7.4999");
        gauge(2, "2.5", "2.4");
        gauge(3, "0.49", "0.5");
        Facts facts = feed(GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals(List.of("0 4 7", "1 2 2", "2 0 1"), handed);
        assertEquals(
                List.of(
                        "The counts of " + GAUGED_TOTAL
                                + " are estimates: they come in fractions and were rounded once.",
                        "The counts of " + GAUGED_GOOD
                                + " are estimates: they come in fractions and were rounded once.",
                        "In 1 bucket there were more good events than events, and the good were cut to those."),
                facts.remarks());
    }

    @Test
    void wholeNumbersOfAnExpressionAreExactAndNothingIsRemarked() {
        gauge(1, "5", "7");
        gauge(2, "0", "0");
        Facts facts = feed(GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals(List.of("0 5 7", "1 0 0"), handed);
        assertEquals(new Facts(2, 0, 0, List.of()), facts);
    }

    @Test
    void moreEventsThanABucketHoldsAreNoEvents() {
        gauge(1, "1", "10000000000001");
        String message = refused(GAUGED_GOOD, GAUGED_TOTAL);
        assertTrue(message.contains("does it count events?"), message);
    }

    // ---- Presence ---------------------------------------------------------------------------------------------------

    @Test
    void noGoodEventsAreNoneIfTheyAreSeenLaterInThePeriod() {
        length = Duration.ofDays(3);
        prometheus.add("sli_total", "slo=a", START + 60, "5");
        prometheus.add("sli_total", "slo=b", START + 60, "6");
        prometheus.add("sli_good", "slo=a", START + 3 * 86_400 - 60, "1");
        Facts facts = feed(PrometheusQueries.of(CHAT, GAUGED_GOOD, GAUGED_TOTAL).by("slo"));
        assertEquals(List.of("a 0 0 5"), handed);
        assertEquals(
                List.of("b is unmeasured: " + GAUGED_GOOD + " was never there between 2026-03-02T09:00:00Z and"
                        + " 2026-03-05T09:00:00Z, while " + GAUGED_TOTAL
                        + " was in 1 bucket. That may be a wrong query as"
                        + " well as an outage."),
                facts.remarks());
    }

    @Test
    void noGoodEventsAreNoneIfTheyWereSeenBefore() {
        gauge(1, "5", "5");
        prometheus.add("sli_total", "", START + 120, "7");
        feed(GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals(List.of("0 5 5", "1 0 7"), handed);
    }

    @Test
    void withoutATotalNothingIsMeasured() {
        prometheus.add("sli_good", "", START + 60, "7");
        Facts facts = feed(GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals(List.of(), handed);
        assertEquals(
                List.of("Nothing was measured: " + GAUGED_TOTAL + " has no value for any bucket between"
                        + " 2026-03-02T09:00:00Z and 2026-03-02T09:10:00Z."),
                facts.remarks());
    }

    @Test
    void aLabelThatIsMissingOrNoNameIsRefused() {
        prometheus.add("sli_total", "slo=a b", START + 60, "5");
        prometheus.add("sli_good", "", START + 60, "5");
        PrometheusQueries queries = PrometheusQueries.of(CHAT, GAUGED_GOOD, GAUGED_TOTAL);
        assertTrue(assertThrows(RefusedQueryException.class, () -> feed(queries.by("slo")))
                .getMessage()
                .contains("was \"a b\""));
        assertTrue(assertThrows(RefusedQueryException.class, () -> feed(queries.by("service")))
                .getMessage()
                .contains("without the label service"));
    }

    // ---- Asking -----------------------------------------------------------------------------------------------------

    @Test
    void longPeriodsAreAskedForInStretchesBelowTheLimitOfTheServer() {
        length = Duration.ofDays(40);
        gauge(1, "5", "7");
        gauge(40 * 1440, "1", "2");
        feed(GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals(List.of("0 5 7", "57599 1 2"), handed);
        assertEquals(NINE.plus(length), reached.getLast());
        assertTrue(reached.size() > 4 && reached.size() < 12, reached.toString());
        assertEquals(reached.stream().sorted().distinct().toList(), reached);
    }

    @ParameterizedTest
    @ValueSource(strings = {GAUGED_TOTAL, TOTAL})
    void whatIsTooMuchIsAskedForInSmallerParts(String query) {
        length = Duration.ofHours(3);
        prometheus.add(TOTAL, "", START, "0");
        for (int minute = 1; minute <= 180; minute++) {
            gauge(minute, "1", "1");
            prometheus.add(TOTAL, "", START + 60L * minute, Integer.toString(minute));
        }
        prometheus.limit(50);
        feed(query, query);
        assertEquals(180, handed.size());
        assertEquals("179 1 1", handed.getLast());
    }

    @Test
    void whatIsTooMuchForASingleBucketIsRefused() {
        prometheus.always(422, FakePrometheus.errorBody("execution", "query processing would load too many samples"));
        String message = refused(GAUGED_GOOD, GAUGED_TOTAL);
        assertTrue(message.contains("too much for a single bucket"), message);
        assertTrue(prometheus.questions().size() < 20, prometheus.questions().size() + " questions");
    }

    @Test
    void anEndlessAnswerIsAskedForInSmallerPartsAndThenRefused() {
        prometheus.always(200, "{\"status\":\"success\",\"x\":\"" + "x".repeat(PrometheusApi.LONGEST_ANSWER) + "\"}");
        String message = refused(GAUGED_GOOD, GAUGED_TOTAL);
        assertTrue(message.contains("longer than"), message);
    }

    @Test
    void aLongQueryIsPosted() {
        String padded = GAUGED_TOTAL + " ".repeat(5000);
        feed(PrometheusQueries.of(CHAT, padded, padded));
        assertEquals("POST", prometheus.questions().getFirst().method());
        assertEquals("/api/v1/query_range", prometheus.questions().getFirst().path());
    }

    @Test
    void thePathOfAProxyIsKept() {
        prometheus.next(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");
        assertThrows(
                SourceUnavailableException.class,
                () -> feed(PrometheusServer.at(prometheus.url() + "/metrics/"), GAUGED_GOOD, GAUGED_TOTAL));
        assertEquals(
                "/metrics/api/v1/query_range", prometheus.questions().getFirst().path());
    }

    @Test
    void warningsAndInfosAreToldOnce() {
        prometheus.noting("\"warnings\":[\"a store is away\"],\"infos\":[\"no counter\"]");
        gauge(1, "5", "7");
        assertEquals(
                List.of(
                        "Prometheus on " + GAUGED_TOTAL + ": a store is away",
                        "Prometheus on " + GAUGED_TOTAL + ": no counter"),
                feed(GAUGED_TOTAL, GAUGED_TOTAL).remarks());
    }

    // ---- What goes wrong --------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void aBadQueryIsRefusedInTheWordsOfTheServer(int status) {
        prometheus.always(status, FakePrometheus.errorBody("bad_data", "1:7: parse error: unexpected <EOF>\\n"));
        assertEquals(
                "Prometheus at " + prometheus.url() + " refuses the query sum_over_time(sli_good[59s999ms]): 1:7: parse"
                        + " error: unexpected <EOF>",
                refused(GAUGED_GOOD, GAUGED_TOTAL));
        assertEquals(1, prometheus.questions().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | <!DOCTYPE html><title>Log in</title>  | it answers with a web page and not in JSON",
                "200 | {\"status\":\"success\",\"data\":{\"re  | its answer cannot be read: Unexpected end-of-input",
                "200 | {\"status\":\"success\",\"data\":[]}    | its answer cannot be read: something else stands",
                "200 | {\"hello\":\"world\"}                   | its answer cannot be read: there is no status in it",
                "200 | []                                      | its answer cannot be read",
                "200 | ``                                      | its answer cannot be read",
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}} | not a"
                        + " matrix",
                "404 | 404 page not found                      | is a part of its path missing?",
                "401 | Unauthorized                            | it wants other credentials (status 401)",
                "403 | <html>                                  | it wants other credentials (status 403)",
                "400 | <html>nginx</html>                      | it failed (status 400): <html>nginx</html>",
                "422 | <html>nginx</html>                      | it failed (status 422): <html>nginx</html>",
                "500 | {\"status\":\"error\",\"errorType\":\"internal\",\"error\":\"boom\"} | it failed (status 500):"
                        + " boom",
            })
    void whatIsNoAnswerOfAPrometheusIsToldInOneLine(int status, String body, String reason) {
        prometheus.always(status, body);
        String message = unavailable(server());
        assertTrue(message.startsWith("Prometheus at " + prometheus.url() + ": "), message);
        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("\n"), message);
        assertEquals(1, prometheus.questions().size());
        assertEquals(List.of(), pauses);
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429})
    void aBusyServerIsAskedAgainAFewTimes(int status) {
        gauge(1, "5", "7");
        prometheus.next(status, "busy").next(status, FakePrometheus.errorBody("unavailable", "starting up"));
        feed(GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals(List.of("0 5 7"), handed);
        assertEquals(PrometheusApi.PAUSES.subList(0, 2), pauses);

        prometheus.always(status, "still busy");
        String message = unavailable(server());
        assertTrue(message.contains("still busy (asked 4 times)"), message);
    }

    @Test
    void aQueryThatTimesOutThereIsAskedForInSmallerParts() {
        gauge(1, "5", "7");
        prometheus.next(503, FakePrometheus.errorBody("timeout", "query timed out in expression evaluation"));
        feed(GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals(List.of("0 5 7"), handed);
        assertEquals(List.of(), pauses);
    }

    @Test
    void aServerThatIsDownIsAskedAgainAFewTimes() {
        prometheus.close();
        String message = unavailable(server());
        assertEquals(
                "Prometheus at " + prometheus.url() + ": nothing answers there; check the address, and whether it runs"
                        + " (asked 4 times)",
                message);
        assertEquals(PrometheusApi.PAUSES, pauses);
    }

    @Test
    void aHostThatNobodyKnowsIsSaidToBeUnknown() {
        String message = unavailable(PrometheusServer.at("http://prometheus.invalid:9090"));
        assertTrue(message.contains("its host prometheus.invalid is not known here"), message);
    }

    @Test
    void aServerThatSpeaksNoTlsIsToldOnce() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(plain, "HTTP/1.1 400 Bad Request\r\n\r\n", true));
            String message = unavailable(PrometheusServer.at("https://127.0.0.1:" + plain.getLocalPort()));
            assertTrue(message.contains("no secure connection"), message);
            assertEquals(List.of(), pauses);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"status\":"})
    void aServerThatSaysNothingMoreIsNotWaitedForLongerThanTheTimeout(String said) throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(mute, said, false));
            String message = unavailable(PrometheusServer.at("http://127.0.0.1:" + mute.getLocalPort())
                    .within(Duration.ofMillis(300)));
            assertTrue(
                    message.endsWith(
                            ": no whole answer within 300 ms; allow it more time, or ask for a shorter period"),
                    message);
            assertEquals(List.of(), pauses);
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() throws IOException {
        try (ServerSocket broken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> answer(broken, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"status\":", true));
            String message = unavailable(PrometheusServer.at("http://127.0.0.1:" + broken.getLocalPort()));
            assertTrue(message.contains("the connection broke"), message);
            assertEquals(PrometheusApi.PAUSES, pauses);
        }
    }

    // ---- Credentials ------------------------------------------------------------------------------------------------

    @Test
    void secretsAreReadFromFilesForEveryRequest() throws IOException {
        Path file = folder.resolve("token");
        PrometheusServer server = server().as(new PrometheusCredentials.BearerToken(file));
        Files.writeString(file, SECRET + "\r\n");
        feed(server, GAUGED_GOOD, GAUGED_TOTAL);
        Files.writeString(file, "renewed");
        feed(server, GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals("Bearer " + SECRET, sent("Authorization", 0));
        assertEquals("Bearer renewed", sent("Authorization", 2));

        feed(server().as(new PrometheusCredentials.Password("ana", file)), GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals("Basic YW5hOnJlbmV3ZWQ=", sent("Authorization", 4));
        feed(server().as(new PrometheusCredentials.SecretHeader("X-Api-Key", file)), GAUGED_GOOD, GAUGED_TOTAL);
        assertEquals("renewed", sent("X-api-key", 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", SECRET + "\nand more\n"})
    void aFileThatHoldsNoSingleLineIsToldWithoutItsContent(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), content);
        String message = assertThrows(
                        UncheckedIOException.class,
                        () -> feed(server().as(new PrometheusCredentials.BearerToken(file)), GAUGED_GOOD, GAUGED_TOTAL))
                .getMessage();
        assertTrue(message.contains(file.toString()) && !message.contains(SECRET), message);
        assertEquals(0, prometheus.questions().size());
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        Path file = folder.resolve("nowhere");
        assertEquals(
                "the file of the password is not there: " + file,
                assertThrows(
                                UncheckedIOException.class,
                                () -> feed(
                                        server().as(new PrometheusCredentials.Password("ana", file)),
                                        GAUGED_GOOD,
                                        TOTAL))
                        .getMessage());
    }

    @Test
    void redirectsAreToldAndNotFollowed() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), SECRET);
        try (FakePrometheus other = new FakePrometheus()) {
            prometheus.always(
                    302,
                    Map.of("Location", other.url().replace("//", "//ana:" + SECRET + "@") + "/login?x=" + SECRET),
                    "");
            String message = unavailable(server().as(new PrometheusCredentials.BearerToken(file)));
            assertTrue(message.contains("it sends on to " + other.url() + "/login, which is not followed"), message);
            assertEquals(0, other.questions().size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ana:" + SECRET + "@localhost:9090",
                "http://ana:" + SECRET + "%zz@localhost:9090",
                "http://ana:" + SECRET + " @localhost:9090",
                "http://localhost:9090?token=" + SECRET,
                "http://localhost:9090#" + SECRET,
            })
    void anAddressWithSecretsIsRefusedAndNotRepeated(String url) {
        String message = assertThrows(IllegalArgumentException.class, () -> PrometheusServer.at(url))
                .getMessage();
        assertFalse(message.contains(SECRET), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9090", "ftp://localhost", "http://", "http:///x", "", "prometheus"})
    void whatIsNoAddressIsRefusedWithOneThatIs(String url) {
        String message = assertThrows(IllegalArgumentException.class, () -> PrometheusServer.at(url))
                .getMessage();
        assertTrue(message.contains("http://localhost:9090"), message);
    }

    // ---- Helpers ----------------------------------------------------------------------------------------------------

    /** Samples of a counter: seconds after nine, value, and so on. */
    private void count(String labels, long... samples) {
        for (int i = 0; i < samples.length; i += 2) {
            prometheus.add(TOTAL, labels, START + samples[i], Long.toString(samples[i + 1]));
        }
    }

    private void gauge(int minute, String good, String total) {
        prometheus.add("sli_good", "", START + 60L * minute, good);
        prometheus.add("sli_total", "", START + 60L * minute, total);
    }

    private String sent(String header, int question) {
        return prometheus.questions().get(question).headers().get(header);
    }

    private PrometheusServer server() {
        return PrometheusServer.at(prometheus.url()).within(Duration.ofSeconds(20));
    }

    private Facts feed(String good, String total) {
        return feed(server(), good, total);
    }

    private Facts feed(PrometheusServer server, String good, String total) {
        return feed(server, PrometheusQueries.of(CHAT, good, total));
    }

    private Facts feed(PrometheusQueries queries) {
        return feed(server(), queries);
    }

    private Facts feed(PrometheusServer server, PrometheusQueries queries) {
        handed.clear();
        return new PrometheusSampleFeed(
                        server,
                        queries,
                        NINE,
                        NINE.plus(length),
                        Duration.ofMinutes(1),
                        (until, requests) -> reached.add(until),
                        pauses::add)
                .feed(new Hearing(queries.by().isPresent()));
    }

    private String refused(String good, String total) {
        return assertThrows(RefusedQueryException.class, () -> feed(good, total))
                .getMessage();
    }

    private String unavailable(PrometheusServer server) {
        pauses.clear();
        return assertThrows(SourceUnavailableException.class, () -> feed(server, GAUGED_GOOD, GAUGED_TOTAL))
                .getMessage();
    }

    /** Says this to everybody who says anything, and hangs up or says nothing more. */
    private static void answer(ServerSocket server, String said, boolean hangUp) {
        List<Socket> held = new ArrayList<>();
        try {
            while (true) {
                Socket caller = server.accept();
                held.add(caller);
                InputStream in = caller.getInputStream();
                OutputStream out = caller.getOutputStream();
                in.read();
                out.write(said.getBytes(StandardCharsets.UTF_8));
                out.flush();
                if (hangUp) {
                    caller.close();
                }
            }
        } catch (IOException closed) {
            held.forEach(PrometheusSampleFeedTest::hangUp);
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    /** Writes down what is handed out: the minute, good, total; with the name where there may be several. */
    private final class Hearing implements SampleFeed.Sink {

        private final boolean named;
        private final List<SloName> names = new ArrayList<>();

        Hearing(boolean named) {
            this.named = named;
        }

        @Override
        public void begin(SampleFeed.Order order, Duration resolution) {
            assertEquals(SampleFeed.Order.BY_TIME, order);
        }

        @Override
        public void slo(int number, SloName name) {
            names.add(name);
        }

        @Override
        public void sample(int slo, long start, long good, long total) {
            handed.add((named ? names.get(slo) + " " : "") + (start - START) / 60 + " " + good + " " + total);
        }
    }
}
