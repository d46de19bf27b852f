package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.RefusedQueryException;
import dev.safeguard.application.port.SourceUnavailableException;
import dev.safeguard.domain.slo.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.core.JacksonException;

/**
 * Asks a Prometheus over HTTP. Whatever goes wrong ends up as one of three: the source cannot be asked, the query is at
 * fault, or the answer would be too much and less has to be asked for. Redirects are not followed, since the
 * credentials are not meant for wherever they lead.
 */
final class PrometheusApi {

    /** So many bytes of an answer are taken in; more has to be asked for in parts. */
    static final int LONGEST_ANSWER = 16 << 20;

    /** Pauses before asking again, where asking again may help. */
    static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofMillis(1800));

    /** Longer questions are posted: what is on the way may not take longer addresses. */
    private static final int LONGEST_ADDRESS = 4000;

    private static final int LONGEST_MESSAGE = 300;

    private final PrometheusServer server;
    private final Pause pause;
    private final HttpClient client;
    private int requests;

    /** Waits before another try. */
    interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    /** The answer would be more than either side can hold: ask for less at once. */
    static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchException(String message) {
            super(message);
        }
    }

    /** The connection failed, or the server is busy: it may go well another time. */
    private static final class TryAgainException extends Exception {
        private static final long serialVersionUID = 1L;

        TryAgainException(String message) {
            super(message);
        }

        TryAgainException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    PrometheusApi(PrometheusServer server, Pause pause) {
        this.server = server;
        this.pause = pause;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(server.timeout());
        server.authorities().ifPresent(file -> builder.sslContext(trusting(file)));
        this.client = builder.build();
    }

    /** The values of an expression at these times, both ends included. */
    PrometheusAnswer values(String query, long fromSeconds, long toSeconds, Duration step) {
        return ask(
                "query_range",
                query,
                "&start=" + fromSeconds + "&end=" + toSeconds + "&step=" + step.toSeconds(),
                query);
    }

    /** The samples of a selector as they were stored, from about this time (which may be included) to that one. */
    PrometheusAnswer samples(String selector, long fromSeconds, long toSeconds) {
        return ask("query", selector + "[" + (toSeconds - fromSeconds) + "s]", "&time=" + toSeconds, selector);
    }

    Duration timeout() {
        return server.timeout();
    }

    /** How many requests were sent. */
    int requests() {
        return requests;
    }

    private PrometheusAnswer ask(String endpoint, String query, String when, String asWritten) {
        String form = "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + when;
        for (int attempt = 0; ; attempt++) {
            try {
                return read(send(request(endpoint, form)), asWritten);
            } catch (TryAgainException e) {
                if (attempt == PAUSES.size()) {
                    throw unavailable(e.getMessage() + " (asked " + (attempt + 1) + " times)", e);
                }
                rest(PAUSES.get(attempt));
            }
        }
    }

    private HttpRequest request(String endpoint, String form) {
        String address = server.url() + "/api/v1/" + endpoint;
        HttpRequest.Builder request = address.length() + form.length() < LONGEST_ADDRESS
                ? HttpRequest.newBuilder(URI.create(address + "?" + form))
                : HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form));
        server.credentials().header().ifPresent(header -> request.header(header.name(), header.value()));
        return request.header("Accept", "application/json").build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws TryAgainException {
        requests++;
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request, info -> new Limited(LONGEST_ANSWER));
        try {
            // The timeout of a request ends with its headers; this one holds for the last byte, too.
            return response.get(server.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw tooSlow(e);
        } catch (InterruptedException e) {
            response.cancel(true);
            throw interrupted(e);
        } catch (ExecutionException e) {
            return failed(Optional.ofNullable(e.getCause()).orElse(e));
        }
    }

    private HttpResponse<byte[]> failed(Throwable cause) throws TryAgainException {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof TooMuchException tooMuch) {
                throw tooMuch;
            }
            if (reason instanceof UnresolvedAddressException) {
                throw new TryAgainException(
                        "its host " + server.url().getHost()
                                + " is not known here; check the address, and whether this machine is connected",
                        cause);
            }
        }
        if (cause instanceof HttpTimeoutException) {
            throw tooSlow(cause);
        }
        if (cause instanceof SSLException) {
            throw unavailable(
                    "no secure connection: " + oneLine(String.valueOf(cause.getMessage()))
                            + "; check that it speaks https at this port, and which authorities are trusted",
                    cause);
        }
        if (cause instanceof ConnectException) {
            throw new TryAgainException("nothing answers there; check the address, and whether it runs", cause);
        }
        throw new TryAgainException(
                "the connection broke: " + oneLine(String.valueOf(cause.getMessage())) + "; try again", cause);
    }

    private PrometheusAnswer read(HttpResponse<byte[]> response, String query) throws TryAgainException {
        int status = response.statusCode();
        if (status >= 300 && status < 400) {
            throw unavailable("it sends on to "
                    + response.headers()
                            .firstValue("Location")
                            .map(PrometheusApi::withoutSecrets)
                            .orElse("nowhere")
                    + ", which is not followed; give the address it leads to");
        }
        if (status == 401 || status == 403) {
            throw unavailable("it wants other credentials (status " + status
                    + "); name the file of a token or of a password that it takes");
        }
        Optional<PrometheusAnswer> answer = answer(response);
        if (answer.isPresent() && status == 200) {
            PrometheusAnswer.ServerError error = answer.get().error();
            if (error.equals(PrometheusAnswer.ServerError.NONE)) {
                return answer.get();
            }
        }
        if (answer.isPresent()) {
            throw refused(status, answer.get().error(), query);
        }
        String said = oneLine(new String(response.body(), StandardCharsets.UTF_8));
        if (status == 503 || status == 429) {
            throw new TryAgainException("it is busy or starting (status " + status + "): " + said);
        }
        if (status == 404) {
            throw unavailable("there is no Prometheus at this address (status 404); is a part of its path missing?");
        }
        throw unavailable("it failed (status " + status + "): " + said);
    }

    /** What it says in the words of Prometheus, nothing when an error comes in other words, as from a proxy. */
    private Optional<PrometheusAnswer> answer(HttpResponse<byte[]> response) {
        try {
            return Optional.of(PrometheusAnswer.read(response.body()));
        } catch (JacksonException | IllegalArgumentException | ArithmeticException e) {
            if (response.statusCode() != 200) {
                return Optional.empty();
            }
            String start =
                    new String(response.body(), 0, Math.min(200, response.body().length), StandardCharsets.UTF_8);
            if (start.stripLeading().startsWith("<")) {
                throw unavailable(
                        "it answers with a web page and not in JSON; is this the address of a Prometheus, and"
                                + " does a proxy want a login?",
                        e);
            }
            String what = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
            throw unavailable(
                    "its answer cannot be read: " + oneLine(String.valueOf(what))
                            + "; is this the address of a Prometheus?",
                    e);
        }
    }

    private RuntimeException refused(int status, PrometheusAnswer.ServerError error, String query)
            throws TryAgainException {
        String said = oneLine(error.text());
        if (isTooMuch(error)) {
            return new TooMuchException(said);
        }
        return switch (status) {
            case 400, 422, 200 ->
                new RefusedQueryException(server + " refuses the query " + oneLine(query) + ": " + said);
            case 429, 503 -> throw new TryAgainException("it is busy (status " + status + "): " + said);
            default -> unavailable("it failed (status " + status + "): " + said);
        };
    }

    /**
     * Whether less at once would be answered: the words are those of Prometheus for its limits on points, on samples
     * and on time, and of others that limit the length of what is asked.
     */
    private static boolean isTooMuch(PrometheusAnswer.ServerError error) {
        return error.text().contains("exceeded maximum resolution")
                || error.text().contains("too many samples")
                || error.text().contains("query timed out")
                || error.text().contains("exceeds the limit");
    }

    private RuntimeException tooSlow(Throwable cause) {
        return unavailable(
                "no whole answer within " + text(server.timeout())
                        + "; allow it more time, or ask for a shorter period",
                cause);
    }

    private void rest(Duration length) {
        try {
            pause.of(length);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private RuntimeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return unavailable("interrupted while it was asked", e);
    }

    private SourceUnavailableException unavailable(String why) {
        return unavailable(why, new IOException(why));
    }

    private SourceUnavailableException unavailable(String why, Throwable cause) {
        return new SourceUnavailableException(server + ": " + why, cause);
    }

    /** Durations below a second are for tests, and told in milliseconds. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? Window.text(duration) : duration.toMillis() + " ms";
    }

    private static String withoutSecrets(String location) {
        try {
            URI target = URI.create(location);
            return target.getHost() == null
                    ? oneLine(String.valueOf(target.getPath()))
                    : target.getScheme() + "://" + target.getHost()
                            + (target.getPort() < 0 ? "" : ":" + target.getPort()) + target.getPath();
        } catch (IllegalArgumentException e) {
            return "an address that is none";
        }
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(file + " holds no certificates in PEM", new IOException(e));
        } catch (IOException e) {
            throw new UncheckedIOException("the certificates cannot be read: " + e.getMessage(), e);
        }
    }

    /** Takes a body in as long as it is not too long. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {

        private final HttpResponse.BodySubscriber<byte[]> whole = HttpResponse.BodySubscribers.ofByteArray();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final long most;
        private long length;
        private Optional<Flow.Subscription> subscription = Optional.empty();

        Limited(long most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            whole.getBody().whenComplete((bytes, failure) -> {
                if (failure == null) {
                    body.complete(bytes);
                } else {
                    body.completeExceptionally(failure);
                }
            });
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription granted) {
            subscription = Optional.of(granted);
            whole.onSubscribe(granted);
        }

        @Override
        public void onNext(List<ByteBuffer> next) {
            length += next.stream().mapToLong(ByteBuffer::remaining).sum();
            if (length <= most) {
                whole.onNext(next);
            } else {
                subscription.ifPresent(Flow.Subscription::cancel);
                body.completeExceptionally(new TooMuchException("its answer is longer than " + most + " bytes"));
            }
        }

        @Override
        public void onError(Throwable failure) {
            whole.onError(failure);
        }

        @Override
        public void onComplete() {
            whole.onComplete();
        }
    }
}
