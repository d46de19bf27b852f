package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.MitigationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and what the fake claims of Unleash, against a real one. Only in the build with {@code -Pfull}. */
final class RealUnleashTest extends MitigationContract {

    private static Optional<UnleashProcess> unleash = Optional.empty();

    @TempDir
    static Path folder;

    private static Path tokenFile;

    private final UnleashToggleMitigation mitigation = new UnleashToggleMitigation();
    private String flag = "";

    @BeforeAll
    static void startUnleash() throws IOException {
        if (!Boolean.getBoolean("safeguard.full")) {
            String reason = "skipped: the tests against a real Unleash run with -Pfull";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        tokenFile = Files.writeString(folder.resolve("token"), UnleashProcess.TOKEN);
        unleash = Optional.of(UnleashProcess.start(folder));
    }

    @AfterAll
    static void stopUnleash() {
        unleash.ifPresent(UnleashProcess::close);
    }

    private static UnleashProcess unleash() {
        return unleash.orElseThrow();
    }

    @BeforeEach
    void createAFlag(TestInfo test) {
        flag = test.getTestMethod().orElseThrow().getName();
        unleash().create(flag);
    }

    @Override
    protected Mitigation<?> mitigation() {
        return new UnleashToggleMitigation();
    }

    @Override
    protected Map<String, String> with() {
        return Map.of(
                "url",
                unleash().url(),
                "feature",
                flag,
                "environment",
                "development",
                "value",
                "on",
                "token_file",
                tokenFile.toString());
    }

    private RefusedException refused(String name, String value) {
        Map<String, String> text = new HashMap<>(with());
        text.put(name, value);
        return assertThrows(
                RefusedException.class, () -> mitigation.inspect(mitigation.parameters().read(text)));
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
    protected Set<String> secrets() {
        return Set.of(UnleashProcess.TOKEN);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        RefusedException feature = refused("feature", "nobody");
        assertEquals(Refusal.NOT_FOUND, feature.refusal());
        assertEquals(
                HttpCalls.server(mitigation.parameters().read(with()).url())
                        + " knows no such thing (status 404): There's no feature named \"nobody\" in project"
                        + " \"default\".",
                feature.reason());
        assertEquals(Refusal.NOT_FOUND, refused("project", "nowhere").refusal());
        assertEquals(Refusal.NOT_FOUND, refused("environment", "moon").refusal());
    }

    @Test
    void anotherTokenIsNotAllowed() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "*:*.wrong");
        assertEquals(
                Refusal.NOT_ALLOWED, refused("token_file", wrong.toString()).refusal());
    }

    @Test
    void anArchivedFlagIsRefused() {
        var with = mitigation.parameters().read(with());
        MitigationPlan plan = mitigation.plan(with, mitigation.inspect(with));
        unleash().archive(flag);
        assertEquals(
                Refusal.NOT_FOUND,
                assertThrows(RefusedException.class, () -> mitigation.inspect(with)).refusal());
        assertEquals(
                Refusal.REFUSED,
                assertThrows(RefusedException.class, () -> mitigation.apply(with, plan, "key")).refusal());
    }
}
