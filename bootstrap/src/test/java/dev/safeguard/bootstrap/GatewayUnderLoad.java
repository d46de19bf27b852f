package dev.safeguard.bootstrap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.example.gateway.Gateway;
import dev.safeguard.example.gateway.GatewayOptions;
import dev.safeguard.example.gateway.load.LoadDriver;
import dev.safeguard.example.gateway.load.LoadOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway in this process, on a free port, with people who ask it questions all the time. */
final class GatewayUnderLoad implements AutoCloseable {

    private static final Pattern VALUE = Pattern.compile("\"value\": ?\"([^\"]*)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Gateway gateway;
    private final Thread load;

    /** {@code options} are further ones of the gateway. */
    GatewayUnderLoad(String... options) throws IOException {
        gateway = new Gateway(GatewayOptions.parse(Stream.concat(
                        Stream.of("--port=0", "--fastest=1ms", "--slowest=3ms", "--good-within=10s"),
                        Arrays.stream(options))
                .toArray(String[]::new)));
        LoadOptions people =
                LoadOptions.parse("--url=" + gateway.url(), "--rate=150", "--duration=10m", "--timeout=15s");
        load = Thread.ofVirtual().start(() -> ask(people));
    }

    private static void ask(LoadOptions people) {
        try {
            LoadDriver.run(people);
        } catch (InterruptedException enough) {
            // The test is over.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String url() {
        return gateway.url();
    }

    /** Lets half of everything that the fault can strike go wrong. */
    void inject(String fault) throws IOException, InterruptedException {
        send("PUT", "/admin/faults/" + fault, "{\"share\": 0.5}");
    }

    void heal(String fault) throws IOException, InterruptedException {
        send("DELETE", "/admin/faults/" + fault, "");
    }

    /** What the gateway itself says that is set at this URL. */
    Optional<String> flagAt(String flagUrl) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(flagUrl)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        Matcher value = VALUE.matcher(answer.body());
        assertTrue(value.find(), answer.body());
        return Optional.of(value.group(1));
    }

    private void send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertTrue(answer.statusCode() < 300, answer::body);
    }

    @Override
    public void close() {
        load.interrupt();
        gateway.close();
    }
}
