package dev.safeguard.bootstrap.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Speaks to the {@link RecordingService} from within a worker, a connection a call: nothing is ever sent twice. */
final class ServiceClient {

    private final URI service;
    private Way way = Way.RUN;

    ServiceClient(URI service) {
        this.service = service;
        System.setProperty("http.keepAlive", "false");
    }

    record Answer(int status, String body) {}

    void turnTo(Way other) {
        way = other;
    }

    /** Says where this process is, and goes on when it is let: a killed one never does. */
    void reached(Point point) {
        expect("POST", "/reached/" + point.name(), "");
    }

    void tell(String words) {
        expect("POST", "/told", words);
    }

    /** What is answered with a 200, without which there is no going on. */
    String expect(String method, String path, String body) {
        try {
            Answer answer = ask(method, path, Optional.empty(), body);
            if (answer.status() != 200) {
                throw new IllegalStateException(method + " " + path + " was answered with " + answer.status());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String flag(String name) {
        return "/flags/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Answer ask(String method, String path, Optional<String> key, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) service.resolve(path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setRequestProperty("Worker", Long.toString(ProcessHandle.current().pid()));
        connection.setRequestProperty("Way", way.name());
        key.ifPresent(value -> connection.setRequestProperty("Idempotency-Key", value));
        if (!method.equals("GET") && !method.equals("DELETE")) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(
                    status, answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
