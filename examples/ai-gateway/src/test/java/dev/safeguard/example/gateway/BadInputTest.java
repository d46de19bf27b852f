package dev.safeguard.example.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, it is told what is wrong with it, and the gateway goes on. */
class BadInputTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String GOOD =
            "{\"model\":\"fake-large\",\"messages\":[{\"role\":\"user\",\"content\":\"Is delivery free of charge?\"}]}";

    private final RunningGateway gateway = new RunningGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"model\":\"fake-large\"}",
                "{\"model\":\"gpt-9\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":\"fake-large\",\"messages\":[]}",
                "{\"model\":\"fake-large\",\"messages\":{}}",
                "{\"model\":\"fake-large\",\"messages\":[1]}",
                "{\"model\":\"fake-large\",\"messages\":[{\"role\":\"king\",\"content\":\"x\"}]}",
                "{\"model\":\"fake-large\",\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"fake-large\",\"messages\":[{\"role\":\"user\",\"content\":null}]}",
                "{\"model\":\"fake-large\",\"messages\":[{\"role\":\"user\",\"content\":\" \"}]}",
                "{\"model\":\"fake-large\",\"messages\":[{\"role\":\"user\",\"content\":[{}]}]}",
                "{\"model\":\"fake-large\",\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]}",
                "{\"model\":\"fake-large\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
            })
    void whatIsNoChatRequestIsRefused(String body) {
        var response = gateway.send("POST", CHAT, body);

        assertEquals(400, response.statusCode());
        assertTrue(RunningGateway.json(response).get("error").isPresent());
        assertEquals(1, gateway.metrics().of("gateway_refused_total{reason=\"bad-request\"}"));
    }

    @Test
    void partsOfContentAreRead() {
        String parts = GOOD.replace(
                "\"Is delivery free of charge?\"", "[{\"type\":\"text\",\"text\":\"Is delivery free of charge?\"}]");

        assertEquals(200, gateway.send("POST", CHAT, parts).statusCode());
    }

    @Test
    void oddCharactersComeBackAsTheyWere() {
        String odd = "{\"id\":\"odd\",\"text\":\"glühwürmchen \\ud83d\\udd26 \\ud800 \\u0000 \\\"quoted\\\" back\\\\slash\"}";
        assertEquals(201, gateway.send("POST", "/v1/documents", odd).statusCode());

        String answer = RunningGateway.answer(gateway.ask("Glühwürmchen?"));

        assertEquals("glühwürmchen \ud83d\udd26 \ud800 \0 \"quoted\" back\\slash\nSources: [1]", answer);
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        String tooLong = GOOD.replace("Is", "x".repeat(Http.LONGEST_BODY));

        assertEquals(413, gateway.send("POST", CHAT, tooLong).statusCode());
        assertEquals(413, gateway.send("PUT", "/admin/flags/cache", tooLong).statusCode());
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
        body[GOOD.indexOf("free")] = (byte) 0xFF;

        assertEquals(400, gateway.send("POST", CHAT, body).statusCode());
    }

    @Test
    void documentsNeedAnIdAndAText() {
        for (String body : List.of("{}", "{\"id\":\"a\"}", "{\"id\":\"a\",\"text\":\"\"}", "{\"id\":1,\"text\":\"x\"}")) {
            assertEquals(400, gateway.send("POST", "/v1/documents", body).statusCode(), body);
        }
        assertEquals(405, gateway.send("GET", "/v1/documents", "").statusCode());
    }

    @Test
    void otherPathsAndMethodsAreToldFromWhatIsThere() {
        assertEquals(404, gateway.send("GET", "/", "").statusCode());
        assertEquals(404, gateway.send("POST", CHAT + "/", GOOD).statusCode());
        assertEquals(405, gateway.send("GET", CHAT, "").statusCode());
        assertEquals(200, gateway.send("GET", "/health", "").statusCode());
    }

    @Test
    void mangledRequestsAreAnsweredOrRefusedAndNeverFail() {
        long seed = 20260101;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }

            var response = gateway.send("POST", CHAT, body);

            assertTrue(
                    response.statusCode() == 200 || response.statusCode() == 400,
                    () -> "seed " + seed + ": " + response.statusCode() + " to " + new String(body, StandardCharsets.UTF_8));
        }
        OpenMetrics metrics = gateway.metrics();
        assertEquals(300, metrics.sum("gateway_answers_total") + metrics.sum("gateway_refused_total"));
    }
}
