package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.safeguard.adapter.services.FakeHttpServer.Reply;
import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpCallsTest {

    private static final String TOKEN = "calls/token-2718281828";

    private final FakeFlagServer server = new FakeFlagServer("");
    private final URI url = URI.create(server.flag());

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpCalls calls(Duration timeout) {
        return HttpCalls.to(url, Optional.empty(), timeout);
    }

    private HttpCalls calls() {
        return calls(Duration.ofSeconds(5));
    }

    private HttpCalls callsWithToken() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), TOKEN);
        return HttpCalls.to(url, HttpToken.bearer(Optional.of(file)), Duration.ofSeconds(5));
    }

    private static void put(HttpCalls calls, URI url) {
        calls.write("PUT", url, Optional.of("{}"), Map.of());
    }

    private RefusedException refusedRead() {
        return assertThrows(RefusedException.class, () -> calls().read(url));
    }

    private RefusedException refusedWrite() {
        return assertThrows(RefusedException.class, () -> put(calls(), url));
    }

    private OutcomeUnknownException unknownWrite() {
        return assertThrows(OutcomeUnknownException.class, () -> put(calls(), url));
    }

    @Test
    void anAnswerThatDripsHoldsNobody() {
        server.script(this::drip);
        long begin = System.nanoTime();
        String expected = "no whole answer from " + server.authority() + " within 300 ms";
        Duration timeout = Duration.ofMillis(300);
        RefusedException read = assertThrows(RefusedException.class, () -> calls(timeout).read(url));
        assertEquals(Refusal.UNAVAILABLE, read.refusal());
        assertEquals(expected, read.reason());
        OutcomeUnknownException write =
                assertThrows(OutcomeUnknownException.class, () -> put(calls(timeout), url));
        assertEquals(expected, write.reason());
        assertTrue(System.nanoTime() - begin < 3_000_000_000L);
    }

    /** A byte now and then, for as long as somebody takes them. */
    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        do {
            out.write(' ');
            out.flush();
        } while (server.isStillOpenAfter(Duration.ofMillis(20)));
    }

    @Test
    void anAnswerIsReadUpToAMebibyte() {
        String longest = "x".repeat(HttpCalls.LONGEST_ANSWER);
        server.answer(new Reply(200, Map.of(), longest));
        assertEquals(longest, calls().read(url).body());
        server.answer(new Reply(200, Map.of(), longest + "x"));
        assertEquals(
                "the answer of " + server.authority() + " is longer than 1048576 bytes", refusedRead().reason());
        put(calls(), url);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsToldAndNotFollowed(int status) {
        server.answer(new Reply(status, Map.of("Location", "http://user:pw@127.0.0.1:1/login?token=abc"), ""));
        String expected = server.authority() + " sends on to http://127.0.0.1:1/login (status " + status
                + "), which is not followed; give the address it leads to";
        assertEquals(Refusal.UNAVAILABLE, refusedRead().refusal());
        assertEquals(expected, refusedRead().reason());
        assertEquals(Refusal.REFUSED, refusedWrite().refusal());
        assertEquals(expected, refusedWrite().reason());
    }

    @Test
    void aRedirectToSomethingElseMayMeanThatItIsDone() {
        server.answer(new Reply(303, Map.of("Location", "done"), ""));
        assertTrue(unknownWrite().reason().contains(" sends on to done (status 303)"));
    }

    @Test
    void aRedirectToNowhereIsToldToo() {
        server.answer(new Reply(302, Map.of("Location", "a b%"), ""));
        assertTrue(refusedWrite().reason().contains(" sends on to an address that is none (status 302)"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED,     refuses",
        "401, NOT_ALLOWED, does not let us",
        "403, NOT_ALLOWED, does not let us",
        "404, NOT_FOUND,   knows no such thing",
        "405, REFUSED,     refuses",
        "410, REFUSED,     refuses",
        "422, REFUSED,     refuses",
        "429, BUSY,        takes no more calls for now"
    })
    void aRefusedWriteSaysWhy(int status, Refusal refusal, String words) {
        server.answer(server.error(status, "the reason\nand more"));
        assertEquals(refusal, refusedWrite().refusal());
        String begin = server.authority() + " " + words + " (status " + status + "): the reason";
        assertTrue(refusedWrite().reason().startsWith(begin), refusedWrite().reason());
        assertFalse(refusedWrite().reason().contains("and more"));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412})
    void aConflictIsSomebodyElses(int status) {
        server.answer(server.error(status, "it moved"));
        assertEquals(Refusal.CONFLICT, refusedWrite().refusal());
        assertEquals(
                "somebody else is changing it at " + server.authority() + " (status " + status
                        + "): it moved; try again",
                refusedWrite().reason());
    }

    @Test
    void aBusyServerSaysWhenToTryAgain() {
        Reply busy = server.error(429, "slow down");
        server.answer(busy.with("Retry-After", "30"));
        assertTrue(refusedWrite().reason().endsWith("(status 429): slow down; try again in 30 s"));
        server.answer(busy.with("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"));
        assertTrue(refusedRead().reason().endsWith("; try again after Wed, 21 Oct 2026 07:28:00 GMT"));
        server.answer(busy);
        assertTrue(refusedWrite().reason().endsWith("; try again later"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 599})
    void aServerThatFailsLeavesAWriteOpenAndARead(int status) {
        server.answer(server.error(status, "it hurts"));
        String expected = server.authority() + " failed (status " + status + "): it hurts";
        assertEquals(expected, unknownWrite().reason());
        assertEquals(Refusal.UNAVAILABLE, refusedRead().refusal());
        assertEquals(expected, refusedRead().reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            {"detail":{"error":"a","available_models":[]}}         | a
            {"detail":[{"loc":["body","x"],"msg":"b","type":"t"}]} | b
            {"name":"NotFoundError","message":"c","details":[]}    | c
            {"error":{"message":"d","type":"auth_error"}}          | d
            {"title":"e","status":400}                             | e
            {"detail":"f"}                                         | f
            {"error":"","message":"g"}                             | g
            just text                                              | just text
            <!DOCTYPE html><html><body>Bad request</body></html>   | a web page
            """)
    void theReasonIsFoundWhereServersPutIt(String body, String expected) {
        server.answer(new Reply(400, Map.of(), body));
        assertEquals(server.authority() + " refuses (status 400): " + expected, refusedWrite().reason());
    }

    @Test
    void aReasonWithoutWordsIsNone() {
        for (String body : List.of("", "\n \u0007\n")) {
            server.answer(new Reply(400, Map.of(), body));
            assertEquals(server.authority() + " refuses (status 400)", refusedWrite().reason());
        }
    }

    @Test
    void aReasonIsOneShortLineThatNoTerminalObeys() {
        server.answer(server.error(400, "\u001b]0;x\u0007red\u202e\u0000 " + "😀".repeat(300)));
        String reason = refusedWrite().reason();
        assertTrue(reason.matches("[ -~😀…]+"), reason);
        assertTrue(reason.endsWith("😀…"), reason);
        assertTrue(reason.codePointCount(0, reason.length()) < 260, reason);
    }

    @Test
    void theTokenStaysOutOfEveryMessage() throws IOException {
        String escaped = TOKEN.replace("/", "\\/");
        List<Reply> echoes = List.of(
                server.error(400, "x".repeat(190) + " " + TOKEN),
                Reply.json(400, "{\"error\":\"" + escaped + "\"}"),
                Reply.json(400, "{\"error\":\"" + "x".repeat(190) + escaped + "\"}"),
                new Reply(500, Map.of(), "Bearer " + TOKEN),
                new Reply(302, Map.of("Location", "/login/" + TOKEN), ""),
                server.error(429, "no").with("Retry-After", TOKEN));
        for (Reply echo : echoes) {
            server.answer(echo);
            HttpCalls calls = callsWithToken();
            RuntimeException thrown = assertThrows(RuntimeException.class, () -> put(calls, url));
            assertFalse(thrown.toString().contains(TOKEN.substring(0, 9)), thrown.toString());
        }
        assertEquals("Bearer " + TOKEN, server.lastWrite().header("authorization"));
    }

    @Test
    void whereNothingListensNothingIsChanged() throws IOException {
        URI nowhere;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        HttpCalls calls = HttpCalls.to(nowhere, Optional.empty(), Duration.ofSeconds(5));
        RefusedException refused = assertThrows(RefusedException.class, () -> put(calls, nowhere));
        assertEquals(Refusal.UNAVAILABLE, refused.refusal());
        assertEquals(
                "nothing answers at " + nowhere.getAuthority() + "; check the address, and whether it runs",
                refused.reason());
    }

    @Test
    void whereNoConnectionIsTakenNothingIsChanged() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI there = URI.create("http://127.0.0.1:" + full.getLocalPort());
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                connect(socket, full);
            }
            HttpCalls calls = HttpCalls.to(there, Optional.empty(), Duration.ofSeconds(1));
            RefusedException refused = assertThrows(RefusedException.class, () -> put(calls, there));
            assertEquals(Refusal.UNAVAILABLE, refused.refusal());
            assertEquals(
                    there.getAuthority() + " takes no connection within 1s; check the address, and whether it runs",
                    refused.reason());
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static void connect(Socket socket, ServerSocket to) throws IOException {
        try {
            socket.connect(to.getLocalSocketAddress(), 200);
        } catch (SocketTimeoutException itIsFull) {
            // which is what is wanted
        }
    }

    @Test
    void anUnknownHostIsTold() {
        URI nowhere = URI.create("http://no-such-host.invalid/x");
        HttpCalls calls = HttpCalls.to(nowhere, Optional.empty(), Duration.ofSeconds(5));
        RefusedException refused = assertThrows(RefusedException.class, () -> calls.read(nowhere));
        assertEquals(Refusal.UNAVAILABLE, refused.refusal());
        assertTrue(refused.reason().contains("no-such-host.invalid"), refused.reason());
    }

    @Test
    void whoSpeaksAnotherProtocolIsToldWithoutItsControls() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread rude = new Thread(() -> speak(socket, "220 \u001b[31mftp " + TOKEN + "\r\n\r\n"));
            rude.setDaemon(true);
            rude.start();
            URI there = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            HttpCalls calls = callsWithToken();
            OutcomeUnknownException unknown = assertThrows(OutcomeUnknownException.class, () -> put(calls, there));
            assertTrue(unknown.reason().matches("the connection to [ -~…]+"), unknown.reason());
            assertFalse(unknown.reason().contains(TOKEN), unknown.reason());
        }
    }

    private static void speak(ServerSocket socket, String text) {
        try (Socket caller = socket.accept()) {
            caller.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            var ignored = caller.getInputStream().read(new byte[10_000]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void plainTextAtAnHttpsAddressIsTold() {
        URI secure = URI.create("https://" + server.authority());
        HttpCalls calls = HttpCalls.to(secure, Optional.empty(), Duration.ofSeconds(5));
        RefusedException refused = assertThrows(RefusedException.class, () -> calls.read(secure));
        assertEquals(Refusal.UNAVAILABLE, refused.refusal());
        assertTrue(refused.reason().contains(server.authority()), refused.reason());
    }

    @Test
    void whoIsInterruptedStaysSo() {
        Thread.currentThread().interrupt();
        OutcomeUnknownException unknown = unknownWrite();
        assertTrue(Thread.interrupted());
        assertEquals("interrupted while " + server.authority() + " was asked", unknown.reason());
    }
}
