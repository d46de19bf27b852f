package dev.safeguard.bootstrap.reliability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service with flags for a control surface, over HTTP on the loopback, in the process of the test: it outlives every
 * worker. It records each change it is asked for, keeps the time that all workers live in, and asks its overseer at
 * each point that a worker comes to. It serves its users well while it is sound, or while {@code route} is {@code backup}.
 */
final class RecordingService implements AutoCloseable {

    static final Instant BEGIN = Instant.parse("2026-03-02T10:00:07Z");

    private static final Duration BUCKET = Duration.ofMinutes(1);
    private static final String ABSENT = "(absent)";
    private static final int GOOD_WHILE_WELL = 200;
    private static final int GOOD_WHILE_ILL = 50;

    /**
     * One change that was asked for, in the order of arrival; one whose worker was killed before it was applied counts.
     *
     * @param value what the flag is set to, or {@code (absent)}
     */
    record Call(long worker, String flag, String value, String key, boolean applied) {

        /** The change without who asked for it. */
        String change() {
            return key + " " + flag + " = " + value;
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final SortedMap<String, String> flags = new TreeMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Map<String, Runnable> awaited = new ConcurrentHashMap<>();
    private final NavigableMap<Instant, Boolean> well = new TreeMap<>(Map.of(BEGIN.minus(Duration.ofHours(1)), false));
    private Instant now = BEGIN;
    private boolean sound = false;
    private volatile Overseer overseer = Overseer.NOBODY;

    RecordingService() {
        // Else an answer waits for the acknowledgement of its own headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        flags.putAll(Map.of("search", "basic", "retries", "on", "route", "primary"));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void overseenBy(Overseer other) {
        overseer = other;
    }

    synchronized Instant now() {
        return now;
    }

    /** Lets time pass, to this instant; never backwards. */
    synchronized void timePassesTo(Instant instant) {
        now = instant.isAfter(now) ? instant : now;
    }

    /** Its cause is gone: it serves well whatever its flags say. */
    synchronized void becomesSound() {
        sound = true;
        noteHealth();
    }

    /** Somebody else than a worker sets a flag. */
    synchronized void operatorSets(String flag, String value) {
        set(flag, value);
    }

    synchronized SortedMap<String, String> flags() {
        return new TreeMap<>(flags);
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** What workers have told, in order. */
    synchronized List<String> told() {
        return List.copyOf(told);
    }

    /** Does this whenever a worker tells something that begins so. */
    void wheneverTold(String beginning, Runnable then) {
        awaited.put(beginning, then);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            int slash = path.indexOf('/', 1);
            String what = slash < 0 ? path : path.substring(0, slash);
            String name = slash < 0 ? "" : path.substring(slash + 1);
            switch (what) {
                case "/flags" -> flag(exchange, name, body);
                case "/sli" -> {
                    String[] span = name.split("/", -1);
                    send(exchange, 200, buckets(Instant.parse(span[0]), Instant.parse(span[1])));
                }
                case "/clock" -> {
                    if (exchange.getRequestMethod().equals("PUT")) {
                        timePassesTo(Instant.parse(body));
                    }
                    send(exchange, 200, now().toString());
                }
                case "/reached" -> {
                    if (overseer.letsGoOn(passing(exchange, Point.valueOf(name)))) {
                        send(exchange, 200, "");
                    }
                }
                case "/told" -> {
                    tell(body);
                    send(exchange, 200, "");
                }
                default -> send(exchange, 404, "");
            }
        }
    }

    private void flag(HttpExchange exchange, String flag, String body) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                Optional<String> value = Optional.ofNullable(flags().get(flag));
                send(exchange, value.isPresent() ? 200 : 404, value.orElse(""));
            }
            case "PUT" -> change(exchange, flag, body);
            case "DELETE" -> change(exchange, flag, ABSENT);
            default -> send(exchange, 405, "");
        }
    }

    private void change(HttpExchange exchange, String flag, String value) throws IOException {
        String key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key")).orElse("(no key)");
        Overseer.Passing arrived = passing(exchange, Point.CALL_SENT);
        boolean goesOn = overseer.letsGoOn(arrived);
        record(new Call(arrived.worker(), flag, value, key, goesOn));
        if (goesOn && overseer.letsGoOn(passing(exchange, Point.CALL_APPLIED))) {
            send(exchange, 204, "");
        }
    }

    private synchronized void record(Call call) {
        calls.add(call);
        if (call.applied()) {
            set(call.flag(), call.value());
        }
    }

    private void tell(String words) {
        List<Runnable> then;
        synchronized (this) {
            told.add(words);
            then = awaited.entrySet().stream()
                    .filter(entry -> words.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
        then.forEach(Runnable::run);
    }

    private void set(String flag, String value) {
        if (value.equals(ABSENT)) {
            flags.remove(flag);
        } else {
            flags.put(flag, value);
        }
        noteHealth();
    }

    private void noteHealth() {
        well.put(now, sound || "backup".equals(flags.get("route")));
    }

    /** The closed buckets that start within {@code [from, until)}, a line each: start, good, total. */
    private synchronized String buckets(Instant from, Instant until) {
        StringBuilder lines = new StringBuilder();
        long seconds = BUCKET.toSeconds();
        Instant start = Instant.ofEpochSecond(Math.ceilDiv(from.toEpochMilli(), seconds * 1000) * seconds);
        while (start.isBefore(until) && !start.plus(BUCKET).isAfter(now)) {
            boolean good = well.floorEntry(start).getValue()
                    && !well.subMap(start, false, start.plus(BUCKET), false).containsValue(false);
            lines.append(start)
                    .append(' ')
                    .append(good ? GOOD_WHILE_WELL : GOOD_WHILE_ILL)
                    .append(' ')
                    .append(GOOD_WHILE_WELL)
                    .append('\n');
            start = start.plus(BUCKET);
        }
        return lines.toString();
    }

    private static Overseer.Passing passing(HttpExchange exchange, Point point) {
        return new Overseer.Passing(
                Long.parseLong(exchange.getRequestHeaders().getFirst("Worker")),
                Way.valueOf(exchange.getRequestHeaders().getFirst("Way")),
                point);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
