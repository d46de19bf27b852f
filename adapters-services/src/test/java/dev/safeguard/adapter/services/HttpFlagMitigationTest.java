package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.services.FakeHttpServer.Reply;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpFlagMitigationTest extends MitigationContract {

    private static final String TOKEN = "flag-token-3141592653";

    private final FakeFlagServer server = new FakeFlagServer(TOKEN);
    private final HttpFlagMitigation mitigation = new HttpFlagMitigation();

    @TempDir
    Path folder;

    private Path tokenFile;

    @BeforeEach
    void writeTheToken() throws IOException {
        tokenFile = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Mitigation<?> mitigation() {
        return new HttpFlagMitigation();
    }

    @Override
    protected Map<String, String> with() {
        return Map.of(
                "url", server.flag(), "value", "on", "timeout", "3s", "token_file", tokenFile.toString());
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> with = new HashMap<>(with());
        with.put(name, value);
        return with;
    }

    @Override
    protected void tamper() {
        server.set("half");
    }

    @Override
    protected Set<Trouble> troubles() {
        return EnumSet.allOf(Trouble.class);
    }

    @Override
    protected void cause(Optional<Trouble> trouble) {
        server.cause(trouble);
    }

    @Override
    protected Optional<Long> writes() {
        return Optional.of(server.writes());
    }

    @Override
    protected Optional<Map<String, String>> withText(String text) {
        return Optional.of(with("value", text));
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(TOKEN);
    }

    private HttpFlagMitigation.With read() {
        return mitigation.parameters().read(with());
    }

    private ControlState inspect(Map<String, String> with) {
        return mitigation.inspect(mitigation.parameters().read(with));
    }

    private MitigationPlan applied() {
        MitigationPlan plan = mitigation.plan(read(), mitigation.inspect(read()));
        mitigation.apply(read(), plan, "INC-1.run-1:1:apply:1");
        return plan;
    }

    @Test
    void aPlanReadsAsASentence() {
        server.set("off");
        assertEquals(
                "set flag fallback at " + server.authority() + " from off to on",
                mitigation.plan(read(), mitigation.inspect(read())).description());
        assertEquals(
                "set flag fallback at " + server.authority() + " from not set to on",
                mitigation.plan(read(), ControlState.ABSENT).description());
        assertEquals(
                "set flag fallback at " + server.authority() + " from \"\" to two [31mlines",
                mitigation
                        .plan(
                                mitigation.parameters().read(with("value", "two\u001b[31mlines\n")),
                                ControlState.of(""))
                        .description());
    }

    @Test
    void aFlagIsPutWithItsKeyAndToken() {
        applied();
        var write = server.lastWrite();
        assertEquals("PUT", write.method());
        assertEquals("{\"value\":\"on\"}", write.body());
        assertEquals("INC-1.run-1:1:apply:1", write.header("idempotency-key"));
        assertEquals("Bearer " + TOKEN, write.header("authorization"));
        assertEquals("", write.header("upgrade"));
    }

    @Test
    void aFlagIsPostedUnderAnotherFieldWhereTheServerWantsThat() {
        Map<String, String> text = new HashMap<>(with("method", "post"));
        text.put("field", "state");
        server.answer(Reply.json(200, "{\"state\":\"off\",\"value\":\"no\"}"));
        var with = mitigation.parameters().read(text);
        MitigationPlan plan = mitigation.plan(with, mitigation.inspect(with));
        assertEquals(ControlState.of("off"), plan.prior());
        mitigation.apply(with, plan, "key");
        assertEquals("POST", server.lastWrite().method());
        assertEquals("{\"state\":\"on\"}", server.lastWrite().body());
    }

    @Test
    void whatWasNotSetIsDeleted() {
        mitigation.revert(read(), applied(), "INC-1.run-1:1:revert:1");
        assertEquals("DELETE", server.lastWrite().method());
        assertEquals("INC-1.run-1:1:revert:1", server.lastWrite().header("idempotency-key"));
        long writes = server.writes();
        mitigation.revert(read(), new MitigationPlan(ControlState.ABSENT, ControlState.of("on"), "x"), "key");
        assertEquals(writes, server.writes(), "what is back already is not written again");
    }

    @Test
    void onlyTheVersionThatWasSeenIsPutBack() {
        server.tellVersions();
        server.set("off");
        MitigationPlan plan = applied();
        server.beforeWrite(() -> server.set("on"));
        RefusedException refused = assertThrows(RefusedException.class, () -> mitigation.revert(read(), plan, "key"));
        assertEquals(Refusal.CONFLICT, refused.refusal());
        assertEquals("\"2\"", server.lastWrite().header("if-match"));
        assertEquals(ControlState.of("on"), mitigation.inspect(read()));

        server.beforeWrite(() -> {});
        mitigation.revert(read(), plan, "key");
        assertEquals(ControlState.of("off"), mitigation.inspect(read()));
    }

    @Test
    void aWeakVersionIsNotAskedFor() {
        MitigationPlan plan = new MitigationPlan(ControlState.of("off"), ControlState.of("on"), "x");
        server.answer(Reply.json(200, "{\"value\":\"on\"}").with("ETag", "W/\"1\""));
        mitigation.revert(read(), plan, "key");
        assertEquals("", server.lastWrite().header("if-match"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            {"value":"on"}          | application/json        | on
            {"value":true}          | application/json        | true
            {"value":1.50}          | application/json        | 1.50
            {"value":10}            | application/problem+json| 10
            "on"                    | application/json        | on
            false                   | application/json        | false
            on                      | text/plain              | on
            2024-01-01              | text/plain              | 2024-01-01
            50%                     | text/plain              | 50%
            """)
    void aValueIsComparedAsText(String body, String contentType, String expected) {
        server.answer(new Reply(200, Map.of("Content-Type", contentType), body + "\n"));
        assertEquals(ControlState.of(expected), inspect(with()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            {"value":"on"           | application/json | says that it is JSON, and is none
            {"state":"on"}          | application/json | has no text, number, true or false in the field value
            {"value":null}          | application/json | has no text, number, true or false in the field value
            {"value":["on"]}        | application/json | has no text, number, true or false in the field value
            [1, 2]                  | application/json | has no text, number, true or false in the field value
            ' '                     | text/plain       | is empty; is this the URL of a flag?
            <html>Log in</html>     | text/html        | is a web page and not a value
            """)
    void anAnswerWithoutAValueIsToldInWords(String body, String contentType, String expected) {
        server.answer(new Reply(200, Map.of("Content-Type", contentType), body));
        RefusedException refused = assertThrows(RefusedException.class, () -> inspect(with()));
        assertEquals(Refusal.UNAVAILABLE, refused.refusal());
        String begin = "the answer of " + server.authority() + " " + expected;
        assertTrue(refused.reason().startsWith(begin), refused.reason());
    }

    @Test
    void anUnknownFlagIsToldWhenItIsSet() {
        Map<String, String> text = with("url", server.url() + "/admin/flags/fall");
        var with = mitigation.parameters().read(text);
        assertEquals(ControlState.ABSENT, mitigation.inspect(with));
        MitigationPlan plan = mitigation.plan(with, ControlState.ABSENT);
        RefusedException refused = assertThrows(RefusedException.class, () -> mitigation.apply(with, plan, "key"));
        assertEquals(Refusal.NOT_FOUND, refused.refusal());
        assertEquals(
                server.authority() + " knows no such thing (status 404): there is no such flag", refused.reason());
    }

    @Test
    void aTokenThatStandsInAValueIsNoState() {
        server.answer(Reply.json(200, "{\"value\":\"" + TOKEN.replace("f", "\\u0066") + "\"}"));
        assertFalse(inspect(with()).toString().contains(TOKEN));
    }

    @Test
    void aTokenIsReadAtEachCall() throws IOException {
        applied();
        Files.writeString(tokenFile, "another");
        RefusedException refused = assertThrows(RefusedException.class, () -> inspect(with()));
        assertEquals(Refusal.NOT_ALLOWED, refused.refusal());
        assertEquals(
                server.authority() + " does not let us (status 401): who are you?; check the token", refused.reason());
    }

    @Test
    void aTokenThatCannotBeReadOrSentIsToldWithoutIt() throws IOException {
        Path none = folder.resolve("none");
        RefusedException missing =
                assertThrows(RefusedException.class, () -> inspect(with("token_file", none.toString())));
        assertEquals("the token cannot be read: there is no file " + none, missing.reason());
        assertEquals(Optional.of("token_file"), missing.parameter());

        for (String unfit : Set.of("", "two words", "two\nlines", "ümlaut", "x".repeat(20_000))) {
            Files.writeString(tokenFile, unfit);
            RefusedException refused = assertThrows(RefusedException.class, () -> inspect(with()));
            assertEquals(
                    tokenFile + " holds no token; it must be one line of letters, digits and signs, and nothing else",
                    refused.reason());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "url,     ftp://127.0.0.1/x, 'url must begin with http:// or https://, was ftp:'",
        "timeout, 0s,                timeout must be above 0s and at most 1m",
        "timeout, 61s,               timeout must be above 0s and at most 1m",
        "field,   ' ',               field must name the JSON field that carries the value",
        "method,  patch,             'parameter method must be put or post, was \"patch\"'"
    })
    void parametersThatDoNotFitAreRefused(String name, String value, String message) {
        RefusedException refused = assertThrows(
                RefusedException.class, () -> mitigation.parameters().read(with(name, value)));
        assertEquals(message, refused.reason());
        assertEquals(Optional.of(name), refused.parameter());
    }

    @Test
    void theCallsOfOneReversalShareItsTimeOut() {
        MitigationPlan plan = applied();
        server.script(exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                assertTrue(server.isStillOpenAfter(Duration.ofMillis(1800)));
                FakeHttpServer.send(exchange, Reply.json(200, "{\"value\":\"on\"}"));
            } else {
                server.hang();
            }
        });
        long begin = System.nanoTime();
        assertThrows(OutcomeUnknownException.class, () -> mitigation.revert(read(), plan, "key"));
        assertTrue(System.nanoTime() - begin < 4_300_000_000L);
    }
}
