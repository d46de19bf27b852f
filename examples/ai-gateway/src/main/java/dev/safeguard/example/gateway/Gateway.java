package dev.safeguard.example.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.safeguard.example.gateway.Provider.Price;
import dev.safeguard.example.gateway.fake.Draws;
import dev.safeguard.example.gateway.fake.FakeProvider;
import dev.safeguard.example.gateway.fake.Faults;
import dev.safeguard.example.gateway.fake.Fixtures;
import dev.safeguard.example.gateway.plain.BadArgumentsException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** The gateway as a running process: puts the parts together, listens, routes, and stops in good order. */
public final class Gateway implements AutoCloseable {

    /** How long requests under way get to finish when the gateway stops. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int BACKLOG = 4_096;

    static {
        // The JDK's server reads these once. Without the first, an answer waits 40 ms for an acknowledgement of its
        // headers; the next two keep it from closing idle connections that a client is about to use again; the last
        // frees a request whose sender has stopped sending.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "20000");
        setUnlessSet("sun.net.httpserver.idleInterval", "120");
        setUnlessSet("sun.net.httpserver.maxReqTime", "20");
        setUnlessSet("jdk.httpclient.keepalive.timeout", "30");
    }

    private final Faults faults;
    private final FakeProvider primary;
    private final FakeProvider fallback;
    private final ProviderClient client;
    private final Chat chat;
    private final DocumentsApi documents;
    private final AdminApi admin;
    private final Metrics metrics;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong inFlight = new AtomicLong();
    private volatile boolean stopping;

    /** Starts a gateway, which listens once this returns. */
    public Gateway(GatewayOptions options) throws IOException {
        server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), BACKLOG);
        faults = new Faults(options.seed());
        primary = new FakeProvider(
                new FakeProvider.Behaviour(
                        true, options.fastest(), options.slowest(), Integer.MAX_VALUE, options.slow(), options.hang()),
                faults,
                options.seed() + 1);
        fallback = new FakeProvider(
                new FakeProvider.Behaviour(
                        false,
                        options.fastest().multipliedBy(3).dividedBy(2),
                        options.slowest().multipliedBy(3).dividedBy(2),
                        options.fallbackCapacity(),
                        options.slow(),
                        options.hang()),
                faults,
                options.seed() + 2);

        VectorStore store = new VectorStore(options.storeCapacity());
        Fixtures.passages().forEach(store::insert);
        Flags flags = new Flags();
        metrics = new Metrics(options.build(), options.costLimit(), inFlight::get, store);
        client = new ProviderClient(metrics);
        chat = new Chat(
                flags,
                faults,
                new Retrieval(store, flags, faults),
                path(options, flags),
                new SystemPrompt("canary-" + Long.toHexString(options.seed() * 0x9E3779B97F4A7C15L)),
                options.goodWithin(),
                metrics,
                new Draws(options.seed() + 3));
        documents = new DocumentsApi(store, faults);
        admin = new AdminApi(flags, faults, options.adminToken());

        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private ProviderPath path(GatewayOptions options, Flags flags) {
        Provider first = new Provider("primary", primary.uri(), new Price(3, 15), new Price(1, 2));
        Provider second = new Provider("fallback", fallback.uri(), new Price(5, 20), new Price(1, 3));
        return switch (options.build()) {
            case FIXED -> new ProviderPath.Fixed(
                    client,
                    first,
                    second,
                    options.providerTimeout(),
                    new Semaphore(options.maxInFlight()),
                    flags);
            case BROKEN -> new ProviderPath.Broken(client, first);
        };
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        String host = server.getAddress().getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    private void handle(HttpExchange exchange) throws IOException {
        inFlight.incrementAndGet();
        try (exchange) {
            Http.Request request;
            try {
                request = Http.Request.read(exchange);
            } catch (IOException e) {
                Http.Response.error(400, "invalid_request_error", "unreadable", "the body cannot be read")
                        .with("Connection", "close")
                        .send(exchange);
                return;
            }
            answer(request).send(exchange);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private Http.Response answer(Http.Request request) {
        if (stopping) {
            return Http.Response.error(503, "overloaded_error", "stopping", "the gateway is stopping");
        }
        try {
            return switch (request.path()) {
                case "/v1/chat/completions" -> chat.handle(request);
                case "/v1/documents" -> documents.handle(request);
                case "/metrics" -> get(request, Metrics.CONTENT_TYPE, metrics.render());
                case "/health" -> get(request, "text/plain; charset=utf-8", "ok\n");
                default -> request.path().startsWith("/admin/") ? admin.handle(request) : nothingHere(request);
            };
        } catch (RuntimeException e) {
            return Http.Response.error(500, "gateway_error", ErrorKind.OWN_CODE.label(), "the gateway failed: " + e);
        }
    }

    private static Http.Response get(Http.Request request, String contentType, String body) {
        return request.method().equals("GET") || request.method().equals("HEAD")
                ? Http.Response.of(200, contentType, body)
                : Http.Response.notAllowed("GET");
    }

    static Http.Response nothingHere(Http.Request request) {
        return Http.Response.error(
                404,
                "not_found",
                "no_such_path",
                "nothing is at " + request.path() + "; there are POST /v1/chat/completions, POST /v1/documents,"
                        + " GET /metrics, GET /health, and /admin/flags, /admin/faults and /admin/calls");
    }

    /** Lets requests under way finish, for a while, and stops. Doing it twice is doing it once. */
    @Override
    public void close() {
        stopping = true;
        faults.removeAll();
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            while (inFlight.get() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        client.close();
        primary.close();
        fallback.close();
        threads.shutdownNow();
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    /** Runs a gateway until the process is told to stop. Exits 2 on a wrong command line and 1 if it cannot listen. */
    public static void main(String[] args) {
        if (Arrays.asList(args).contains("--help")) {
            System.out.print(GatewayOptions.HELP);
            return;
        }
        String address = "";
        try {
            GatewayOptions options = GatewayOptions.parse(args);
            address = options.host() + ":" + options.port();
            Gateway gateway = new Gateway(options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, options.portFile())));
            System.out.println("listening on " + gateway.url());
            System.out.println("build " + options.build().label() + "; the model providers are fake");
            System.out.flush();
            if (options.portFile().isPresent()) {
                Files.writeString(options.portFile().get(), gateway.port() + "\n");
            }
        } catch (BadArgumentsException e) {
            end(2, String.valueOf(e.getMessage()));
        } catch (BindException e) {
            end(1, "cannot listen on " + address + ": " + e.getMessage() + "; --port takes another, 0 a free one");
        } catch (IOException e) {
            end(1, "cannot start: " + e);
        }
    }

    private static void stop(Gateway gateway, Optional<Path> portFile) {
        gateway.close();
        try {
            if (portFile.isPresent()) {
                Files.deleteIfExists(portFile.get());
            }
        } catch (IOException e) {
            System.err.println("gateway: " + portFile.get() + " is left behind: " + e.getMessage());
        }
    }

    private static void end(int code, String message) {
        System.err.println("gateway: " + message);
        System.exit(code);
    }
}
