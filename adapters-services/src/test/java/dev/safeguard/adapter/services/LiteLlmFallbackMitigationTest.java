package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.services.FakeHttpServer.Reply;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiteLlmFallbackMitigationTest extends MitigationContract {

    private static final String KEY = "sk-litellm-1618033988";
    private static final String NASTY_MODEL = "$(rm -rf /) `id` ${HOME} {{x}} %s %2e; & | > \\ \"double\" 'single' ☃";

    private final FakeLiteLlm proxy = new FakeLiteLlm(
            KEY, List.of("gpt-big", "gpt-small", "claude-small", "llama here", "openai/gpt", NASTY_MODEL));
    private final LiteLlmFallbackMitigation mitigation = new LiteLlmFallbackMitigation();

    @TempDir
    Path folder;

    private Path keyFile;

    @BeforeEach
    void writeTheKey() throws IOException {
        keyFile = Files.writeString(folder.resolve("key"), KEY);
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Override
    protected Mitigation<?> mitigation() {
        return new LiteLlmFallbackMitigation();
    }

    @Override
    protected Map<String, String> with() {
        return Map.of(
                "url",
                proxy.url(),
                "model",
                "gpt-big",
                "fallbacks",
                "gpt-small\nclaude-small",
                "timeout",
                "3s",
                "token_file",
                keyFile.toString());
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> with = new HashMap<>(with());
        with.put(name, value);
        return with;
    }

    @Override
    protected void tamper() {
        proxy.set("gpt-big", "claude-small", "gpt-small");
    }

    @Override
    protected Set<Trouble> troubles() {
        return EnumSet.allOf(Trouble.class);
    }

    @Override
    protected void cause(Optional<Trouble> trouble) {
        proxy.cause(trouble);
    }

    @Override
    protected Optional<Long> writes() {
        return Optional.of(proxy.writes());
    }

    @Override
    protected Optional<Map<String, String>> withText(String text) {
        return Optional.of(with("fallbacks", text));
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(KEY);
    }

    private LiteLlmFallbackMitigation.With read() {
        return mitigation.parameters().read(with());
    }

    private MitigationPlan plan(LiteLlmFallbackMitigation.With with) {
        return mitigation.plan(with, mitigation.inspect(with));
    }

    private RefusedException refused(Map<String, String> text) {
        return assertThrows(RefusedException.class, () -> {
            var with = mitigation.parameters().read(text);
            mitigation.apply(with, plan(with), "key");
        });
    }

    @Test
    void aPlanReadsAsASentence() {
        assertEquals(
                "set fallbacks of gpt-big at LiteLLM " + proxy.authority()
                        + " from not set to gpt-small, claude-small",
                plan(read()).description());
    }

    @Test
    void fallbacksArePostedInTheirOrder() {
        mitigation.apply(read(), plan(read()), "key");
        assertEquals("/fallback", proxy.lastWrite().target());
        assertEquals(
                "{\"model\":\"gpt-big\",\"fallback_models\":[\"gpt-small\",\"claude-small\"],"
                        + "\"fallback_type\":\"general\"}",
                proxy.lastWrite().body());
        assertEquals(Map.of("gpt-big", List.of("gpt-small", "claude-small")), proxy.fallbacks());
    }

    @Test
    void whatWasThereIsPostedAgainAndWhatWasNotIsDeleted() {
        proxy.set("gpt-big", "claude-small");
        MitigationPlan plan = plan(read());
        mitigation.apply(read(), plan, "key");
        mitigation.revert(read(), plan, "key");
        assertEquals(Map.of("gpt-big", List.of("claude-small")), proxy.fallbacks());

        mitigation.apply(read(), plan, "key");
        mitigation.revert(read(), new MitigationPlan(ControlState.ABSENT, plan.desired(), "x"), "key");
        assertEquals("DELETE", proxy.lastWrite().method());
        assertEquals("/fallback/gpt-big?fallback_type=general", proxy.lastWrite().target());
        assertEquals(Map.of(), proxy.fallbacks());
    }

    /** The proxy tells the one for all models as that of each, and then it is set for this one alone. */
    @Test
    void theFallbackOfAllModelsIsPutBackForThisOne() {
        proxy.set("*", "claude-small");
        MitigationPlan plan = plan(read());
        assertEquals(ControlState.of("claude-small"), plan.prior());
        mitigation.apply(read(), plan, "key");
        mitigation.revert(read(), plan, "key");
        assertEquals(plan.prior(), mitigation.inspect(read()));
    }

    @Test
    void aModelIsFoundUnderWhateverName() {
        var with = mitigation.parameters().read(with("model", "llama here"));
        MitigationPlan plan = plan(with);
        mitigation.apply(with, plan, "key");
        assertEquals(plan.desired(), mitigation.inspect(with));
        mitigation.revert(with, plan, "key");
        assertEquals("/fallback/llama%20here?fallback_type=general", proxy.lastWrite().target());
    }

    @Test
    void aProxyUnderAPathIsFound() {
        Map<String, String> text = with("url", proxy.url() + "/llm/");
        RefusedException refused = refused(text);
        assertEquals("/llm/fallback/gpt-big?fallback_type=general", proxy.requests().getLast().target());
        assertEquals(Refusal.NOT_FOUND, refused.refusal());
        assertEquals(
                proxy.authority() + " has no fallback management at /llm/fallback/gpt-big (status 404); check the URL"
                        + " and the version of LiteLLM",
                refused.reason());
    }

    @Test
    void whatTheProxyRefusesIsToldInItsWords() {
        RefusedException unknown = refused(with("fallbacks", "gpt-smal"));
        assertEquals(Refusal.REFUSED, unknown.refusal());
        assertEquals(
                proxy.authority() + " refuses (status 400): Invalid fallback models: ['gpt-smal']", unknown.reason());

        RefusedException model = refused(with("model", "gpt-bg"));
        assertEquals(Refusal.NOT_FOUND, model.refusal());
        assertEquals(
                proxy.authority() + " knows no such thing (status 404): Model 'gpt-bg' not found in router",
                model.reason());

        proxy.storeNothing();
        RefusedException database = refused(with());
        assertEquals(Refusal.REFUSED, database.refusal());
        assertTrue(database.reason().contains("Set 'STORE_MODEL_IN_DB=True'"), database.reason());
    }

    @Test
    void aKeyThatIsNotKnownIsToldInItsWords() throws IOException {
        Files.writeString(keyFile, "sk-wrong");
        RefusedException refused = refused(with());
        assertEquals(Refusal.NOT_ALLOWED, refused.refusal());
        assertEquals(
                proxy.authority() + " does not let us (status 401): Authentication Error, Invalid proxy server token"
                        + " passed; check the token",
                refused.reason());
    }

    @Test
    void aModelWithASlashCannotBeAskedFor() {
        RefusedException refused = refused(with("model", "openai/gpt"));
        assertEquals(Refusal.NOT_FOUND, refused.refusal());
        assertTrue(refused.reason().endsWith(", which cannot be asked for a model with a / in it"), refused.reason());
        assertEquals(0, proxy.writes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            {"fallback_models":["a, b"]}  | names a fallback that cannot be put back: a, b
            {"fallback_models":[{"a":1}]} | names a fallback that cannot be put back: {"a":1}
            {"fallback_models":[]}        | has an empty list fallback_models
            {"fallback_models":"a"}       | has no list fallback_models; is this the URL of a LiteLLM proxy?
            []                            | has no list fallback_models; is this the URL of a LiteLLM proxy?
            oops                          | has no list fallback_models; is this the URL of a LiteLLM proxy?
            <html></html>                 | is a web page and not JSON; is this the URL of a LiteLLM proxy?
            """)
    void anAnswerOfAnotherFormIsToldInWords(String body, String expected) {
        proxy.answer(new Reply(200, Map.of(), body));
        RefusedException refused = assertThrows(RefusedException.class, () -> mitigation.inspect(read()));
        assertEquals(Refusal.UNAVAILABLE, refused.refusal());
        assertEquals("the answer of " + proxy.authority() + " " + expected, refused.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            url       | http://127.0.0.1/?x=1 | url must be that of the whole server, without ? and #
            model     | ' '                   | model must be the name of one model
            fallbacks | a, b                  | fallbacks is a list of models, [a, b], and no name has a comma in it, was "a, b"
            fallbacks | ''                    | fallbacks is a list of models, [a, b], and no name has a comma in it, was ""
            fallbacks | gpt-big               | model gpt-big cannot be its own fallback
            """)
    void parametersThatDoNotFitAreRefused(String name, String value, String message) {
        RefusedException refused = assertThrows(
                RefusedException.class, () -> mitigation.parameters().read(with(name, value)));
        assertEquals(message, refused.reason());
        assertEquals(Optional.of(name), refused.parameter());
    }

    @Test
    void noFallbackIsNamedTwice() {
        RefusedException refused = assertThrows(
                RefusedException.class, () -> mitigation.parameters().read(with("fallbacks", "a\nb\na")));
        assertEquals("no model may be named twice in fallbacks", refused.reason());
    }
}
