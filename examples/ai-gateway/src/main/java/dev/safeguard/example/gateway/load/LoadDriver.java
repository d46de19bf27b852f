package dev.safeguard.example.gateway.load;

import dev.safeguard.example.gateway.fake.Draws;
import dev.safeguard.example.gateway.fake.Fixtures;
import dev.safeguard.example.gateway.load.Result.Verdict;
import dev.safeguard.example.gateway.plain.BadArgumentsException;
import dev.safeguard.example.gateway.plain.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at the times planned for them, whether or not those before were answered. A service that slows down
 * gets no less load for it, and the waiting that this causes is in the latencies.
 */
public final class LoadDriver {

    private static final List<String> QUESTIONS = Fixtures.questions();
    private static final List<String> ATTACKS = Fixtures.hostileQuestions();

    private final LoadOptions options;
    private final HttpClient http;
    private final Semaphore permits;

    private LoadDriver(LoadOptions options, HttpClient http) {
        this.options = options;
        this.http = http;
        this.permits = new Semaphore(options.concurrency());
    }

    /** Puts the load on the gateway and waits until all of it is answered or given up. */
    public static LoadReport run(LoadOptions options) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(Runnable::run)
                        .connectTimeout(options.timeout())
                        .build()) {
            LoadDriver driver = new LoadDriver(options, http);
            if (options.samples().isEmpty()) {
                return driver.send(threads, (planned, verdict) -> {});
            }
            try (Samples samples = new Samples(options.samples().get(), options.slo(), options.bucket())) {
                Instant start = Instant.now();
                for (int i = 0; i < options.requests(); i++) {
                    samples.plan(start.plusNanos(driver.offset(i)));
                }
                return driver.send(threads, (offset, verdict) -> samples.over(start.plusNanos(offset), verdict));
            }
        }
    }

    private interface Listener {
        /** A request is over that was planned so many nanoseconds after the start. */
        void over(long offset, Verdict verdict);
    }

    private long offset(int number) {
        return (long) (number * 1e9 / options.rate());
    }

    private LoadReport send(ExecutorService threads, Listener listener) throws InterruptedException {
        List<HttpRequest> hostile = ATTACKS.stream().map(text -> request(text, true)).toList();
        List<HttpRequest> urgent = QUESTIONS.stream().map(text -> request(text, true)).toList();
        List<HttpRequest> patient = QUESTIONS.stream().map(text -> request(text, false)).toList();
        Draws draws = new Draws(options.seed());

        int requests = options.requests();
        List<Future<Result>> sent = new ArrayList<>(requests);
        long began = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            List<HttpRequest> choice = draws.next() < options.injections()
                    ? hostile
                    : draws.next() < options.lowPriority() ? patient : urgent;
            HttpRequest request = choice.get(draws.below(choice.size()));
            long offset = offset(i);
            waitUntil(began + offset);
            sent.add(threads.submit(() -> {
                Result result = ask(request, began + offset);
                listener.over(offset, result.verdict());
                return result;
            }));
        }
        List<Result> results = new ArrayList<>(requests);
        for (Future<Result> request : sent) {
            try {
                results.add(request.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a request was lost", e.getCause());
            }
        }
        return LoadReport.of(results, Duration.ofNanos(System.nanoTime() - began));
    }

    private static void waitUntil(long nanoTime) throws InterruptedException {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while sending");
            }
        }
    }

    private HttpRequest request(String question, boolean isUrgent) {
        Json body = Json.object(
                "model", "fake-large", "messages", List.of(Json.object("role", "user", "content", question)));
        return HttpRequest.newBuilder(URI.create(options.url() + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .header("X-Priority", isUrgent ? "normal" : "low")
                .POST(BodyPublishers.ofString(body.write()))
                .build();
    }

    private Result ask(HttpRequest request, long planned) throws InterruptedException {
        long deadline = planned + options.timeout().toNanos();
        if (!permits.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return bad("not-sent", planned);
        }
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request, BodyHandlers.discarding());
        try {
            return judge(answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS), planned);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return bad("no-answer", planned);
        } catch (ExecutionException e) {
            return bad("no-connection", planned);
        } finally {
            permits.release();
        }
    }

    /** The gateway says how it counted a request; only the clock is ours, for it alone sees all of the waiting. */
    private Result judge(HttpResponse<Void> response, long planned) {
        long nanos = System.nanoTime() - planned;
        String outcome = response.headers().firstValue("Gateway-Outcome").orElse("");
        String kind = response.headers().firstValue("Gateway-Kind").orElse("http-" + response.statusCode());
        String degraded = response.headers().firstValue("Gateway-Degraded").orElse("");
        if (outcome.equals("refused")) {
            return new Result(Verdict.REFUSED, kind, degraded, nanos);
        } else if (response.statusCode() != 200 || !outcome.equals("good")) {
            return new Result(Verdict.BAD, kind, degraded, nanos);
        } else if (nanos > options.goodWithin().toNanos()) {
            return new Result(Verdict.BAD, "late", degraded, nanos);
        }
        return new Result(Verdict.GOOD, "", degraded, nanos);
    }

    private static Result bad(String kind, long planned) {
        return new Result(Verdict.BAD, kind, "", System.nanoTime() - planned);
    }

    /** Runs a load and prints what came of it. Exits 2 on a wrong command line, 1 if nothing could be done. */
    public static void main(String[] args) throws InterruptedException {
        if (Arrays.asList(args).contains("--help")) {
            System.out.print(LoadOptions.HELP);
            return;
        }
        try {
            LoadOptions options = LoadOptions.parse(args);
            LoadReport report = run(options);
            System.out.print(options.isJson() ? report.json().write() + "\n" : report.text());
            if (report.bad().getOrDefault("no-connection", 0L) == report.requests()) {
                end(1, "nobody answers at " + options.url() + "; start ./gateway, or give its --url");
            }
        } catch (BadArgumentsException e) {
            end(2, String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            end(1, "cannot write the samples: " + e.getMessage());
        }
    }

    private static void end(int code, String message) {
        System.err.println("load: " + message);
        System.exit(code);
    }
}
