package dev.safeguard.example.gateway.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.safeguard.example.gateway.plain.Json;
import dev.safeguard.example.gateway.plain.MalformedJsonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider of a language model, behind a port of this machine so that what goes wrong on the way to it is real: time
 * passes, connections break. It says in every answer that it is fake. Faults named for providers
 * strike the primary one only.
 */
public final class FakeProvider implements AutoCloseable {

    /**
     * How a provider behaves.
     *
     * @param isPrimary whether the faults of providers strike it
     * @param fastest the time that its quickest answer takes; most are near it
     * @param slowest the time that its slowest answer takes
     * @param capacity how many requests it takes at once; it answers 429 to more
     * @param slow how long it takes when it is slow
     * @param hang how long it holds a request that it does not answer, before it breaks the connection
     */
    public record Behaviour(
            boolean isPrimary, Duration fastest, Duration slowest, int capacity, Duration slow, Duration hang) {}

    private final Behaviour behaviour;
    private final Faults faults;
    private final FakeModel model;
    private final Draws draws;
    private final AtomicInteger atOnce = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** A provider that listens on a free port of the loopback interface. */
    public FakeProvider(Behaviour behaviour, Faults faults, long seed) throws IOException {
        this.behaviour = behaviour;
        this.faults = faults;
        this.model = new FakeModel(faults);
        this.draws = new Draws(seed);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    /** Where it takes requests. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat/completions");
    }

    private void handle(HttpExchange exchange) throws IOException {
        int inHand = atOnce.incrementAndGet();
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (inHand > behaviour.capacity() || strikes(Fault.PROVIDER_429)) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                send(exchange, 429, Json.object("error", Json.object("type", "rate_limit_exceeded")));
            } else if (strikes(Fault.PROVIDER_HANGS)) {
                faults.awaitRemoval(Fault.PROVIDER_HANGS, behaviour.hang());
                // Leaving without an answer breaks the connection.
            } else if (strikes(Fault.PROVIDER_5XX)) {
                send(exchange, 503, Json.object("error", Json.object("type", "server_error")));
            } else {
                Thread.sleep(strikes(Fault.PROVIDER_SLOW) ? behaviour.slow() : latency());
                complete(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private void complete(HttpExchange exchange, String body) throws IOException {
        try {
            if (Json.parse(body) instanceof Json.Obj request) {
                send(exchange, 200, model.complete(request));
                return;
            }
        } catch (MalformedJsonException e) {
            // Answered below, like any other request that is not one.
        }
        send(exchange, 400, Json.object("error", Json.object("type", "invalid_request_error")));
    }

    private boolean strikes(Fault fault) {
        return behaviour.isPrimary() && faults.strikes(fault);
    }

    /** Squared, so that most answers are quick and a few are not. */
    private Duration latency() {
        double draw = draws.next();
        Duration spread = behaviour.slowest().minus(behaviour.fastest());
        return behaviour.fastest().plusNanos((long) (spread.toNanos() * draw * draw));
    }

    private static void send(HttpExchange exchange, int status, Json.Obj body) throws IOException {
        byte[] bytes = body.write().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Stops listening at once; requests that are held break. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
