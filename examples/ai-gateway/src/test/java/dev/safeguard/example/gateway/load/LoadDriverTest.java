package dev.safeguard.example.gateway.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver against a service that does as it is told. */
class LoadDriverTest {

    private interface Behaviour {
        void answer(HttpExchange exchange, int number) throws IOException, InterruptedException;
    }

    @TempDir
    Path folder;

    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile Behaviour behaviour = (exchange, number) -> answer(exchange, "good", "");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                behaviour.answer(exchange, asked.incrementAndGet());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String outcome, String kind) throws IOException {
        exchange.getResponseHeaders().set("Gateway-Outcome", outcome);
        exchange.getResponseHeaders().set("Gateway-Kind", kind);
        exchange.sendResponseHeaders(200, -1);
    }

    private LoadReport run(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--url=http://127.0.0.1:" + server.getAddress().getPort()));
        all.addAll(List.of(options));
        return LoadDriver.run(LoadOptions.parse(all.toArray(String[]::new)));
    }

    @Test
    void everyPlannedRequestIsSentOnceAndCountedOnce() throws IOException, InterruptedException {
        behaviour = (exchange, number) -> {
            switch (number % 3) {
                case 0 -> answer(exchange, "bad", "quality");
                case 1 -> answer(exchange, "refused", "shed");
                default -> answer(exchange, "good", "");
            }
        };

        LoadReport report = run("--rate=300", "--duration=300ms", "--good-within=10s", "--timeout=20s");

        assertEquals(90, bodies.size());
        assertEquals(30, report.good());
        assertEquals(Map.of("quality", 30L), report.bad());
        assertEquals(Map.of("shed", 30L), report.refused());
        assertEquals(0.5, report.goodShare());
        assertEquals(60, report.latencies().size());
    }

    @Test
    void waitingForOthersIsInTheLatency() throws IOException, InterruptedException {
        // One at a time, and the first is held until all others are overdue.
        behaviour = (exchange, number) -> {
            if (number == 1) {
                assertTrue(!over.await(400, TimeUnit.MILLISECONDS));
            }
            answer(exchange, "good", "");
        };

        LoadReport report = run("--rate=100", "--duration=200ms", "--concurrency=1", "--good-within=100ms");

        assertEquals(Map.of("late", 20L), report.bad());
        assertTrue(report.latencies().getFirst() > 200_000_000L, report.latencies()::toString);
    }

    @Test
    void whoIsNotAnsweredOrNotEvenSentInTimeIsCountedAsBad() throws IOException, InterruptedException {
        behaviour = (exchange, number) -> over.await();

        LoadReport report = run("--rate=100", "--duration=100ms", "--concurrency=2", "--timeout=300ms");

        assertEquals(10, report.badTotal());
        assertTrue(report.bad().get("no-answer") >= 2, report.bad()::toString);
        assertTrue(Set.of("no-answer", "not-sent").containsAll(report.bad().keySet()), report.bad()::toString);
    }

    @Test
    void nobodyThereIsABadAnswerEach() throws IOException, InterruptedException {
        server.stop(0);

        assertEquals(Map.of("no-connection", 5L), run("--rate=50", "--duration=100ms").bad());
    }

    @Test
    void theSameSeedAsksTheSameQuestions() throws IOException, InterruptedException {
        List<String> first = sorted("--seed=7");
        List<String> same = sorted("--seed=7");
        List<String> other = sorted("--seed=8");

        assertEquals(first, same);
        assertTrue(!first.equals(other));
    }

    private List<String> sorted(String seed) throws IOException, InterruptedException {
        bodies.clear();
        run("--rate=200", "--duration=200ms", "--injections=0.2", seed, "--timeout=20s");
        return bodies.stream().sorted().toList();
    }

    @Test
    void samplesHoldEveryAnswerInTheBucketOfItsPlannedTime() throws IOException, InterruptedException {
        behaviour = (exchange, number) -> {
            switch (number % 4) {
                case 0 -> answer(exchange, "refused", "shed");
                case 1 -> answer(exchange, "bad", "pii");
                default -> answer(exchange, "good", "");
            }
        };
        Path file = folder.resolve("samples.csv");
        Instant before = Instant.now();

        run("--rate=100", "--duration=1200ms", "--bucket=1s", "--samples=" + file, "--slo=a/b", "--timeout=20s",
                "--good-within=10s");

        List<String> lines = Files.readAllLines(file);
        assertEquals("slo,start,good,total", lines.getFirst());
        long good = 0;
        long total = 0;
        Instant last = before.minusSeconds(1);
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            assertEquals("a/b", fields[0]);
            assertTrue(fields[1].matches("[0-9T:-]{19}Z"), fields[1]);
            assertTrue(Instant.parse(fields[1]).isAfter(last));
            last = Instant.parse(fields[1]);
            good += Long.parseLong(fields[2]);
            total += Long.parseLong(fields[3]);
        }
        assertTrue(lines.size() >= 3 && lines.size() <= 4, lines::toString);
        assertEquals(60, good);
        assertEquals(90, total);
    }

    @Test
    void theSummaryIsTextOrJson() {
        LoadReport report = new LoadReport(
                2, Map.of("pii", 1L), Map.of("shed", 1L), Map.of("cached", 1L), List.of(1_000_000L, 2_000_000L, 3_500_000L),
                Duration.ofSeconds(2));

        assertEquals(
                """
                requests  4 in 2.0 s (2.0 a second)
                good      2, 66.67 % of the answers that were not refused
                bad       1: pii 1
                refused   1: shed 1
                degraded  cached 1
                latency   p50 2.0 ms, p90 3.5 ms, p99 3.5 ms, p999 3.5 ms, max 3.5 ms (from the planned time)
                """,
                report.text());
        assertEquals(
                "{\"requests\":4,\"seconds\":2,\"good\":2,\"bad\":1,\"refused\":1,\"goodShare\":0.666667,"
                        + "\"badByKind\":{\"pii\":1},\"refusedByReason\":{\"shed\":1},\"degraded\":{\"cached\":1},"
                        + "\"latencyMillis\":{\"max\":3.5,\"p50\":2,\"p90\":3.5,\"p99\":3.5,\"p999\":3.5}}",
                report.json().write());
    }
}
