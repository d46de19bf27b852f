package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnleashToggleMitigationTest extends MitigationContract {

    private static final String TOKEN = "*:*.unleash-token-1414213562";

    private final FakeUnleash unleash = new FakeUnleash(TOKEN, "fall back");
    private final UnleashToggleMitigation mitigation = new UnleashToggleMitigation();

    @TempDir
    Path folder;

    private Path tokenFile;

    @BeforeEach
    void writeTheToken() throws IOException {
        tokenFile = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    }

    @AfterEach
    void stop() {
        unleash.close();
    }

    @Override
    protected Mitigation<?> mitigation() {
        return new UnleashToggleMitigation();
    }

    @Override
    protected Map<String, String> with() {
        return Map.of(
                "url",
                unleash.url(),
                "feature",
                "fall back",
                "environment",
                "production",
                "value",
                "on",
                "timeout",
                "3s",
                "token_file",
                tokenFile.toString());
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> with = new HashMap<>(with());
        with.put(name, value);
        return with;
    }

    @Override
    protected void tamper() {
        throw new AssertionError("there is no third state");
    }

    @Override
    protected boolean hasThirdState() {
        return false;
    }

    @Override
    protected Set<Trouble> troubles() {
        return EnumSet.allOf(Trouble.class);
    }

    @Override
    protected void cause(Optional<Trouble> trouble) {
        unleash.cause(trouble);
    }

    @Override
    protected Optional<Long> writes() {
        return Optional.of(unleash.writes());
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(TOKEN);
    }

    private UnleashToggleMitigation.With read() {
        return mitigation.parameters().read(with());
    }

    private RefusedException refused(Map<String, String> text) {
        return assertThrows(
                RefusedException.class, () -> mitigation.inspect(mitigation.parameters().read(text)));
    }

    @Test
    void aPlanReadsAsASentence() {
        assertEquals(
                "set flag fall back in production at Unleash " + unleash.authority() + " from off to on",
                mitigation.plan(read(), mitigation.inspect(read())).description());
        assertEquals(
                "set flag fall back in production of project chat at Unleash " + unleash.authority()
                        + " from on to off",
                mitigation
                        .plan(
                                mitigation.parameters().read(projectOff()),
                                ControlState.of("on"))
                        .description());
    }

    private Map<String, String> projectOff() {
        Map<String, String> text = with("project", "chat");
        text.put("value", "off");
        return text;
    }

    @Test
    void aFlagIsTurnedOnInItsEnvironmentAlone() {
        MitigationPlan plan = mitigation.plan(read(), mitigation.inspect(read()));
        mitigation.apply(read(), plan, "key");
        assertTrue(unleash.isOn("fall back", "production"));
        assertFalse(unleash.isOn("fall back", "development"));
        assertEquals("POST", unleash.lastWrite().method());
        assertEquals(
                "/api/admin/projects/default/features/fall%20back/environments/production/on",
                unleash.lastWrite().target());
        assertEquals(TOKEN, unleash.lastWrite().header("authorization"));
        assertEquals("", unleash.lastWrite().body());

        mitigation.revert(read(), plan, "key");
        assertTrue(unleash.lastWrite().target().endsWith("/environments/production/off"));
        long writes = unleash.writes();
        mitigation.revert(read(), plan, "key");
        assertEquals(writes, unleash.writes(), "what is back already is not written again");
    }

    @Test
    void whatDoesNotExistIsToldInTheWordsOfUnleash() {
        RefusedException flag = refused(with("feature", "fallbck"));
        assertEquals(Refusal.NOT_FOUND, flag.refusal());
        assertEquals(
                unleash.authority() + " knows no such thing (status 404): There's no feature named \"fallbck\" in"
                        + " project \"default\".",
                flag.reason());
        assertEquals(Refusal.NOT_FOUND, refused(with("project", "chat")).refusal());

        RefusedException environment = refused(with("environment", "prod"));
        assertEquals(Refusal.NOT_FOUND, environment.refusal());
        assertEquals(
                "flag fall back has no environment \"prod\" at " + unleash.authority()
                        + "; it has development, production",
                environment.reason());
        assertEquals(0, unleash.writes());
    }

    @Test
    void anotherUrlOfUnleashIsToldAsNotFound() {
        RefusedException refused = refused(with("url", unleash.url() + "/api"));
        assertEquals(Refusal.NOT_FOUND, refused.refusal());
        assertEquals(unleash.authority() + " knows no such thing (status 404): a web page", refused.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            {"environments":[{"name":"production"}]} | does not say whether the flag is enabled there
            {"environments":{}}                      | has no list environments; is this the URL of Unleash?
            oops                                     | has no list environments; is this the URL of Unleash?
            <!DOCTYPE html>                          | is a web page and not JSON; is this the URL of Unleash, without /api?
            """)
    void anAnswerOfAnotherFormIsToldInWords(String body, String expected) {
        unleash.answer(new Reply(200, Map.of(), body));
        RefusedException refused = refused(with());
        assertEquals(Refusal.UNAVAILABLE, refused.refusal());
        assertEquals("the answer of " + unleash.authority() + " " + expected, refused.reason());
    }

    @ParameterizedTest
    @CsvSource({
        "value,       ON,  'parameter value must be on or off, was \"ON\"'",
        "feature,     ' ', feature must be the name of a flag",
        "environment, '',  'environment must be the name of one, such as production'"
    })
    void parametersThatDoNotFitAreRefused(String name, String value, String message) {
        RefusedException refused = assertThrows(
                RefusedException.class, () -> mitigation.parameters().read(with(name, value)));
        assertEquals(message, refused.reason());
        assertEquals(Optional.of(name), refused.parameter());
    }
}
