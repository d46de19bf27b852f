package dev.safeguard.application.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.Mitigation.Parameter;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.application.port.Mitigation.RefusedException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ParametersTest {

    private static final Map<String, String> GIVEN = Map.of(
            "url", "http://127.0.0.1:8080/flags/cache",
            "count", "3",
            "size", "30000000000",
            "sure", "true",
            "within", "30s",
            "token_file", "secrets/token",
            "way", "back-again",
            "lines", "a\n b",
            "name", "$(id)");

    private final Parameters<Everything> parameters = Parameters.of(Everything.class);

    private enum Way {
        THERE,
        BACK_AGAIN
    }

    private record Everything(
            @Parameter("where") URI url,
            @Parameter("how many") int count,
            @Parameter("how large") long size,
            @Parameter("whether") boolean sure,
            @Parameter("how long") Duration within,
            @Parameter(value = "where the token is", name = "token_file") Path tokenFile,
            @Parameter("which way") Way way,
            @Parameter("which lines") List<String> lines,
            @Parameter("who") String name,
            @Parameter("what else") Optional<Duration> pause) {

        Everything {
            if (count > 9) {
                throw new IllegalArgumentException("count must be at most 9, was " + count);
            }
        }
    }

    @Test
    void eachKindOfTextIsRead() {
        Everything all = new Everything(
                URI.create("http://127.0.0.1:8080/flags/cache"),
                3,
                30_000_000_000L,
                true,
                Duration.ofSeconds(30),
                Path.of("secrets/token"),
                Way.BACK_AGAIN,
                List.of("a", " b"),
                "$(id)",
                Optional.empty());
        assertEquals(all, parameters.read(GIVEN));
        assertEquals(
                Optional.of(Duration.ofMinutes(5)),
                parameters.read(with("pause", "5m")).pause());
    }

    @Test
    void whatDoesNotFitIsToldOfEachParameter() {
        assertFlaw("url", "parameter url must be a URL such as http://127.0.0.1:8080/flags/cache, was \"nowhere\"", "nowhere");
        assertFlaw("count", "parameter count must be a whole number, was \"many\"", "many");
        assertFlaw("size", "parameter size must be a whole number, was \"1.5\"", "1.5");
        assertFlaw("sure", "parameter sure must be true or false, was \"yes\"", "yes");
        assertFlaw("within", "parameter within must be a duration such as 30s, was \"soon\"", "soon");
        assertFlaw("way", "parameter way must be there or back-again, was \"BACK_AGAIN\"", "BACK_AGAIN");
        assertFlaw("pause", "parameter pause must be a duration such as 30s, was \"\"", "");
    }

    @Test
    void credentialsInAUrlAreRefused() {
        String text = "http://ana:secret@127.0.0.1/flags";
        assertThrows(RefusedException.class, () -> parameters.read(with("url", text)));
    }

    @Test
    void whatIsMissingOrUnknownIsToldByName() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.remove("token_file");
        given.put("tokenFile", "secrets/token");
        assertEquals(
                List.of(
                        new Parameters.Flaw(
                                Optional.of("tokenFile"),
                                "there is no parameter \"tokenFile\"; there are url, count, size, sure, within,"
                                        + " token_file, way, lines, name, pause"),
                        new Parameters.Flaw(
                                Optional.of("token_file"), "parameter token_file is missing: where the token is")),
                parameters.flaws(given));
    }

    @Test
    void whatTheRecordItselfRefusesIsAFlaw() {
        RefusedException refused = assertThrows(RefusedException.class, () -> parameters.read(with("count", "10")));
        assertEquals("count must be at most 9, was 10", refused.reason());
        assertEquals(Refusal.BAD_PARAMETER, refused.refusal());
    }

    @Test
    void aRecordThatNoTextCanBecomeIsRefusedAtOnce() {
        assertThrows(IllegalArgumentException.class, () -> Parameters.of(Undescribed.class));
        assertThrows(IllegalArgumentException.class, () -> Parameters.of(Unreadable.class));
    }

    private record Undescribed(String name) {}

    private record Unreadable(@Parameter("an object") Object object) {}

    private void assertFlaw(String parameter, String message, String text) {
        assertEquals(
                List.of(new Parameters.Flaw(Optional.of(parameter), message)),
                parameters.flaws(with(parameter, text)));
    }

    private static Map<String, String> with(String parameter, String text) {
        Map<String, String> with = new HashMap<>(GIVEN);
        with.put(parameter, text);
        return with;
    }
}
