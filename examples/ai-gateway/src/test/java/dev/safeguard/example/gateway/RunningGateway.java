package dev.safeguard.example.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.example.gateway.load.LoadDriver;
import dev.safeguard.example.gateway.load.LoadOptions;
import dev.safeguard.example.gateway.load.LoadReport;
import dev.safeguard.example.gateway.plain.Json;
import dev.safeguard.example.gateway.plain.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A gateway in this process, with quick providers and patient limits, and the hands to use it. */
final class RunningGateway implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final Gateway gateway;

    /** {@code options} are those of the gateway, and add to or replace its usual ones. */
    RunningGateway(String... options) {
        try {
            gateway = new Gateway(GatewayOptions.parse(
                    over(List.of("--port=0", "--fastest=1ms", "--slowest=3ms", "--good-within=10s"), options)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] over(List<String> usual, String... options) {
        List<String> names = Stream.of(options).map(RunningGateway::name).toList();
        return Stream.concat(
                        usual.stream().filter(option -> !names.contains(name(option))), Stream.of(options))
                .toArray(String[]::new);
    }

    private static String name(String option) {
        return option.substring(0, option.indexOf('='));
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> ask(String question, String... headers) {
        Json body = Json.object(
                "model", "fake-large", "messages", List.of(Json.object("role", "user", "content", question)));
        return send("POST", "/v1/chat/completions", body.write(), headers);
    }

    RunningGateway flag(String name, String value) {
        assertEquals(200, send("PUT", "/admin/flags/" + name, value).statusCode());
        return this;
    }

    RunningGateway fault(String name, String share) {
        assertEquals(200, send("PUT", "/admin/faults/" + name, "{\"share\": " + share + "}").statusCode());
        return this;
    }

    RunningGateway heal(String name) {
        assertEquals(204, send("DELETE", "/admin/faults/" + name, "").statusCode());
        return this;
    }

    /** Puts a little load on it; {@code options} are those of the driver, and add to or replace its usual ones. */
    LoadReport load(String... options) {
        List<String> usual = List.of(
                "--url=" + gateway.url(), "--rate=200", "--duration=200ms", "--good-within=10s", "--timeout=15s");
        String[] all = over(usual, options);
        try {
            return LoadDriver.run(LoadOptions.parse(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    OpenMetrics metrics() {
        HttpResponse<String> response = send("GET", "/metrics", "");
        assertEquals(200, response.statusCode());
        return OpenMetrics.parse(response.body());
    }

    static Json.Obj json(HttpResponse<String> response) {
        try {
            return (Json.Obj) Json.parse(response.body());
        } catch (MalformedJsonException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    static String errorCode(HttpResponse<String> response) {
        return json(response).get("error").orElseThrow() instanceof Json.Obj error
                ? error.text("code").orElseThrow()
                : "";
    }

    static String answer(HttpResponse<String> response) {
        Json.Obj choice = (Json.Obj) json(response).items("choices").getFirst();
        return ((Json.Obj) choice.get("message").orElseThrow()).text("content").orElseThrow();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
