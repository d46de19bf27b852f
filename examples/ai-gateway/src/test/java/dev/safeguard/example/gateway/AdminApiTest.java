package dev.safeguard.example.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.example.gateway.plain.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The control surface that a mitigation meets: absolute values, honest answers, and a log. */
class AdminApiTest {

    private static final String FALLBACK = "/admin/flags/fallback";

    private final RunningGateway gateway = new RunningGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aFlagIsNotFoundUntilItIsSetAndAfterItIsUnset() {
        HttpResponse<String> before = gateway.send("GET", FALLBACK, "");
        HttpResponse<String> set = gateway.send("PUT", FALLBACK, "{\"value\": \"on\"}");
        HttpResponse<String> after = gateway.send("GET", FALLBACK, "");
        int unset = gateway.send("DELETE", FALLBACK, "").statusCode();
        int again = gateway.send("DELETE", FALLBACK, "").statusCode();

        assertEquals(404, before.statusCode());
        assertEquals("not_set", RunningGateway.errorCode(before));
        assertEquals(200, set.statusCode());
        assertEquals("{\"name\":\"fallback\",\"value\":\"on\"}\n", after.body());
        assertEquals(after.body(), set.body());
        assertEquals(List.of(204, 204), List.of(unset, again));
        assertEquals(404, gateway.send("GET", FALLBACK, "").statusCode());
    }

    @Test
    void settingAFlagTwiceIsSettingItOnce() {
        gateway.send("PUT", FALLBACK, "on");
        assertEquals(200, gateway.send("PUT", FALLBACK, "{\"value\":\"on\"}").statusCode());

        assertEquals("{\"name\":\"fallback\",\"value\":\"on\"}\n", gateway.send("GET", FALLBACK, "").body());
    }

    @Test
    void aChangeMadeUnderAKeyIsNotMadeAgainThoughOthersCameBetween() {
        HttpResponse<String> first = gateway.send("PUT", FALLBACK, "on", "Idempotency-Key", "run-1:step-1");
        gateway.send("PUT", FALLBACK, "off");
        HttpResponse<String> late = gateway.send("PUT", FALLBACK, "on", "Idempotency-Key", "run-1:step-1");

        assertEquals(first.body(), late.body());
        assertEquals(Optional.of("true"), late.headers().firstValue("Idempotency-Replayed"));
        assertEquals("{\"name\":\"fallback\",\"value\":\"off\"}\n", gateway.send("GET", FALLBACK, "").body());
    }

    @Test
    void aKeyStandsForOneChangeOnly() {
        gateway.send("PUT", FALLBACK, "on", "Idempotency-Key", "k");

        assertEquals(422, gateway.send("PUT", FALLBACK, "off", "Idempotency-Key", "k").statusCode());
        assertEquals(422, gateway.send("PUT", "/admin/flags/cache", "on", "Idempotency-Key", "k").statusCode());
    }

    @Test
    void everyChangeIsLoggedInOrder() {
        gateway.send("PUT", FALLBACK, "on", "Idempotency-Key", "k");
        gateway.send("GET", FALLBACK, "");
        gateway.send("PUT", FALLBACK, "on", "Idempotency-Key", "k");
        gateway.send("PUT", FALLBACK, "maybe");
        gateway.send("PUT", "/admin/faults/pii-leak", "{\"share\":0.5}");
        gateway.send("DELETE", FALLBACK, "");

        List<String> calls = RunningGateway.json(gateway.send("GET", "/admin/calls", "")).items("calls").stream()
                .map(call -> call.write().replaceAll("\"at\":\"[0-9T:.-]+Z\",", ""))
                .toList();

        assertEquals(
                List.of(
                        "{\"method\":\"PUT\",\"flag\":\"fallback\",\"value\":\"on\",\"key\":\"k\",\"status\":200,\"repeated\":false}",
                        "{\"method\":\"PUT\",\"flag\":\"fallback\",\"value\":\"on\",\"key\":\"k\",\"status\":200,\"repeated\":true}",
                        "{\"method\":\"PUT\",\"flag\":\"fallback\",\"status\":400,\"repeated\":false}",
                        "{\"method\":\"PUT\",\"fault\":\"pii-leak\",\"value\":\"0.5\",\"status\":200,\"repeated\":false}",
                        "{\"method\":\"DELETE\",\"flag\":\"fallback\",\"status\":204,\"repeated\":false}"),
                calls);
    }

    @Test
    void unknownNamesAreAnsweredWithThoseThatThereAre() {
        for (Flag flag : Flag.values()) {
            String body = gateway.send("GET", "/admin/flags/fallbck", "").body();
            assertTrue(body.contains(flag.label()), body);
        }
        assertEquals(404, gateway.send("PUT", "/admin/flags/", "on").statusCode());
        assertEquals(404, gateway.send("PUT", "/admin/faults/provider-6xx", "on").statusCode());
        assertEquals(404, gateway.send("GET", "/admin/nothing", "").statusCode());
        assertEquals(404, gateway.send("GET", "/admin/flags/fallback/x", "").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "maybe", "ON", "{}", "{\"value\":true}", "{\"value\":", "\"on\"", "[\"on\"]", "{\"value\":\"\"}"})
    void aValueThatTheFlagDoesNotTakeIsRefused(String body) {
        HttpResponse<String> response = gateway.send("PUT", FALLBACK, body);

        assertEquals(400, response.statusCode());
        assertEquals(404, gateway.send("GET", FALLBACK, "").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1.1", "-1", "{\"share\":0}", "{\"share\":2}", "{\"share\":\"half\"}", "{\"share\":1e999}", "{}"})
    void aShareThatIsNoneIsRefused(String body) {
        assertEquals(400, gateway.send("PUT", "/admin/faults/pii-leak", body).statusCode());
        assertEquals(404, gateway.send("GET", "/admin/faults/pii-leak", "").statusCode());
    }

    @Test
    void aFaultIsInjectedAsAShareOrWhole() {
        String path = "/admin/faults/pii-leak";
        assertEquals("{\"name\":\"pii-leak\",\"share\":0.25}\n", gateway.send("PUT", path, "0.25").body());
        assertEquals("{\"name\":\"pii-leak\",\"share\":1}\n", gateway.send("PUT", path, "{\"value\":\"on\"}").body());
        assertEquals("{\"name\":\"pii-leak\",\"share\":1}\n", gateway.send("GET", path, "").body());
    }

    @Test
    void otherMethodsAreNotAllowed() {
        HttpResponse<String> response = gateway.send("POST", FALLBACK, "on");

        assertEquals(405, response.statusCode());
        assertEquals(Optional.of("GET, PUT, DELETE"), response.headers().firstValue("Allow"));
    }

    @Test
    void aTokenIsAskedForByTheAdminSurfaceAlone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "open-sesame\n");
        try (RunningGateway guarded = new RunningGateway("--admin-token-file=" + file)) {
            assertEquals(401, guarded.send("PUT", FALLBACK, "on").statusCode());
            assertEquals(401, guarded.send("GET", "/admin/calls", "", "Authorization", "Bearer open-sesam").statusCode());
            assertEquals(
                    200, guarded.send("PUT", FALLBACK, "on", "Authorization", "Bearer open-sesame").statusCode());
            assertEquals(200, guarded.send("GET", "/metrics", "").statusCode());
            assertEquals(200, guarded.ask("Is delivery free of charge?").statusCode());
        }
    }

    @Test
    void flagsAreListedWithWhatTheyTake() {
        gateway.send("PUT", "/admin/flags/retrieval", "keyword");

        Json.Obj list = RunningGateway.json(gateway.send("GET", "/admin/flags", ""));

        assertEquals(Flag.values().length, list.items("flags").size());
        assertTrue(
                list.write().contains(
                        "{\"name\":\"retrieval\",\"value\":\"keyword\",\"values\":[\"vectors\",\"keyword\",\"off\"],"),
                list.write());
    }
}
