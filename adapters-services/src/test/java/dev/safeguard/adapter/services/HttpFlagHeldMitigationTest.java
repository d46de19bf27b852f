package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.Reversibility;
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

final class HttpFlagHeldMitigationTest extends MitigationContract {

    private static final String TOKEN = "held-token-2718281828";

    private final FakeFlagServer server = new FakeFlagServer(TOKEN);

    @TempDir
    Path folder;

    private Path tokenFile;

    @BeforeEach
    void writeTheToken() throws IOException {
        tokenFile = Files.writeString(folder.resolve("token"), TOKEN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Mitigation<?> mitigation() {
        return new HttpFlagHeldMitigation();
    }

    @Override
    protected Map<String, String> with() {
        return Map.of(
                "url", server.flag(), "value", "on", "timeout", "1s", "token_file", tokenFile.toString());
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
        Map<String, String> with = new HashMap<>(with());
        with.put("value", text);
        return Optional.of(with);
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(TOKEN);
    }

    @Test
    void onlyAHumanMayTakeItOff() {
        assertEquals(Reversibility.BY_HUMANS_ONLY, mitigation().reversibility());
    }

    @Test
    void aStepMayTakeAsLongAsItSays() {
        HttpFlagHeldMitigation held = new HttpFlagHeldMitigation();
        assertEquals(
                new HttpFlagMitigation().timeout(held.parameters().read(with())),
                held.timeout(held.parameters().read(with())));
    }
}
