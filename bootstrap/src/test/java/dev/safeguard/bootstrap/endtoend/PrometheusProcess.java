package dev.safeguard.bootstrap.endtoend;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Prometheus of this machine, over a history made for a test: on a free port of the loopback, in a folder of its
 * own, and gone with the test.
 */
final class PrometheusProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    /** Writes a history in the OpenMetrics format, without the line that ends it. */
    interface History {
        void write(Writer out) throws IOException;
    }

    private final Process process;
    private final URI url;

    private PrometheusProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Skips the test, in plain words, where there is none. */
    static void assumeThereIsOne() {
        for (String program : List.of("prometheus", "promtool")) {
            if (Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                    .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
                String reason = "skipped: there is no " + program + " on the PATH of this machine";
                // The report has it, too, but nobody who looks at a passing build opens that.
                System.out.println(reason);
                Assumptions.abort(reason);
            }
        }
    }

    /**
     * Starts one over this history, and waits until it answers.
     *
     * @param folder an empty one
     */
    static PrometheusProcess over(History history, Path folder, String... options) {
        try {
            Path metrics = folder.resolve("history.om");
            try (BufferedWriter out = Files.newBufferedWriter(metrics)) {
                history.write(out);
                out.write("# EOF\n");
            }
            Path data = folder.resolve("data");
            run(
                    folder,
                    "promtool",
                    "tsdb",
                    "create-blocks-from",
                    "openmetrics",
                    "--quiet",
                    metrics.toString(),
                    data.toString());
            Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
            return start(
                    folder,
                    Stream.concat(
                                    Stream.of(
                                            "prometheus",
                                            "--config.file=" + configuration,
                                            "--storage.tsdb.path=" + data,
                                            "--storage.tsdb.retention.time=100y",
                                            "--log.level=error"),
                                    Arrays.stream(options))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return url.toString();
    }

    /** What it answers to a question, whatever that is. */
    String ask(String pathAndQuery) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + pathAndQuery)).build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static PrometheusProcess start(Path folder, List<String> command) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + freePort());
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        Stream.concat(command.stream(), Stream.of("--web.listen-address=" + url.getAuthority()))
                                .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusProcess started = new PrometheusProcess(process, url);
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!started.isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                started.close();
                throw new IOException("Prometheus does not start: " + Files.readString(log));
            }
        }
        return started;
    }

    /** Asks whether it is ready, after a moment in which it may as well end. */
    private boolean isReady() {
        try {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                return false;
            }
            HttpRequest request =
                    HttpRequest.newBuilder(url.resolve("/-/ready")).build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(Path folder, String... command) throws IOException {
        Path log = folder.resolve(command[0] + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command[0] + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
