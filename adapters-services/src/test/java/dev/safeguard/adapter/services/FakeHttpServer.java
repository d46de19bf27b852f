package dev.safeguard.adapter.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.safeguard.application.testkit.MitigationContract.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A control surface on a free port of the loopback that can be in any trouble of the contract. What it serves, and how
 * it words an error, is up to who extends it.
 */
abstract class FakeHttpServer implements AutoCloseable {

    /** What somebody asked; the names of headers are in lower case. */
    record Request(String method, String target, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        boolean isWrite() {
            return !method.equals("GET");
        }

        /** The segments of the path, decoded only after it was cut. */
        List<String> segments() {
            return List.of(URI.create(target).getRawPath().substring(1).split("/", -1)).stream()
                    .map(segment -> URI.create("/" + segment).getPath().substring(1))
                    .toList();
        }
    }

    /** What it says to that. */
    record Reply(int status, Map<String, String> headers, String body) {

        static Reply json(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
        }

        Reply with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Reply(status, more, body);
        }
    }

    /** Writes an answer by hand. */
    interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "fake-http-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Trouble> trouble = Optional.empty();
    private volatile Optional<Script> script = Optional.empty();

    FakeHttpServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Answers a request.
     *
     * @param counts whether a change is made, or only answered as if
     */
    abstract Reply serve(Request request, boolean counts);

    /** An error in the server's own form. */
    abstract Reply error(int status, String message);

    String url() {
        return "http://" + authority();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    Request lastWrite() {
        return requests.stream().filter(Request::isWrite).reduce((first, second) -> second).orElseThrow();
    }

    long writes() {
        return requests.stream().filter(Request::isWrite).count();
    }

    /** Lets writes fail like this from now on. */
    void cause(Optional<Trouble> next) {
        this.trouble = next;
    }

    /** Answers everything like this from now on. */
    void answer(Reply reply) {
        script(exchange -> send(exchange, reply));
    }

    /** Answers everything by hand from now on. */
    void script(Script next) {
        this.script = Optional.of(next);
    }

    /** Waits, as long as the server runs. */
    void hang() {
        var ignored = isStillOpenAfter(Duration.ofDays(1));
    }

    /** Waits this long, or until the server is closed. */
    boolean isStillOpenAfter(Duration moment) {
        try {
            return !closed.await(moment.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            requests.add(request);
            if (script.isPresent()) {
                script.get().answer(exchange);
            } else if (trouble.isPresent() && request.isWrite()) {
                fail(exchange, request, trouble.get());
            } else {
                send(exchange, serve(request, true));
            }
        }
    }

    /** A server in trouble is not discreet: it repeats the credentials that it was given. */
    private void fail(HttpExchange exchange, Request request, Trouble cause) throws IOException {
        String echo = "\u001b[31mno\u0007 for " + request.header("authorization") + "\nat some place";
        switch (cause) {
            case NOT_FOUND -> send(exchange, error(404, echo));
            case NOT_ALLOWED -> send(exchange, error(403, echo));
            case CONFLICT -> send(exchange, error(409, echo));
            case BUSY -> send(exchange, error(429, echo).with("Retry-After", "7"));
            case SERVER_ERROR -> send(exchange, error(500, echo));
            case HANG -> hang();
            case LOSE_ANSWER -> {
                var ignored = serve(request, true);
            }
            case NO_EFFECT -> send(exchange, serve(request, false));
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
