package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.domain.slo.Window;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * The HTTP calls within one call of a mitigation. Together they end within its time-out, to the last byte, whatever the
 * server does. A write that fails is refused where the server said no or was never reached, and its outcome is unknown
 * else; a read that fails has changed nothing.
 *
 * <p>Redirects are told and not followed: a change and a token are not meant for wherever they lead. Every call has a
 * connection of its own, so that none breaks for being old. No message holds the token, even where the server repeats
 * it.
 */
final class HttpCalls {

    /** How long the calls take at most, unless a runbook says otherwise. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /** So many bytes of an answer are looked at. */
    static final int LONGEST_ANSWER = 1 << 20;

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final String server;
    private final Optional<HttpToken> token;
    private final Duration timeout;
    private final long deadline;

    /** There is no answer that could be read to its end. */
    private static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;
        private final boolean mayHaveArrived;

        NoAnswerException(String why, boolean mayHaveArrived) {
            super(why);
            this.why = why;
            this.mayHaveArrived = mayHaveArrived;
        }
    }

    private HttpCalls(String server, Optional<HttpToken> token, Duration timeout) {
        this.server = server;
        this.token = token;
        this.timeout = timeout;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Calls to the server of this URL; the time-out begins now. */
    static HttpCalls to(URI url, Optional<HttpToken> token, Duration timeout) {
        return new HttpCalls(server(url), token, timeout);
    }

    /** What people call the server of a URL: its host and port. */
    static String server(URI url) {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Refuses what no call can be made with, as the parameters {@code url} and {@code timeout}. */
    static void check(URI url, Optional<Duration> timeout) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw RefusedException.of("url", "url must begin with http:// or https://, was " + scheme + ":");
        }
        timeout.filter(given -> given.compareTo(Duration.ZERO) <= 0 || given.compareTo(LONGEST_TIMEOUT) > 0)
                .ifPresent(given -> {
                    throw RefusedException.of(
                            "timeout", "timeout must be above 0s and at most " + Window.text(LONGEST_TIMEOUT));
                });
    }

    /** Refuses the URL of a whole server that names more than where it is. */
    static void checkBase(URI url) {
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw RefusedException.of("url", "url must be that of the whole server, without ? and #");
        }
    }

    /** The URL below the one of a whole server. */
    static URI below(URI base, String path) {
        String root = base.toString();
        return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
    }

    /** Text as one segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Asks for what is there.
     *
     * @return the answer, which is fine or 404
     * @throws RefusedException when there is no such answer
     */
    HttpAnswer read(URI url) {
        try {
            HttpAnswer answer = exchange(request(url).GET().build());
            if (answer.isFine() && !answer.isWhole()) {
                throw unreadable("is longer than " + LONGEST_ANSWER + " bytes");
            }
            if (answer.isFine() || answer.status() == 404) {
                return answer;
            }
            throw failure(answer, false);
        } catch (NoAnswerException none) {
            throw new RefusedException(Refusal.UNAVAILABLE, none.why);
        }
    }

    /**
     * Asks for a change.
     *
     * @param json the body, where there is one
     * @throws RefusedException when nothing was changed
     * @throws OutcomeUnknownException when something may have been
     */
    void write(String method, URI url, Optional<String> json, Map<String, String> headers) {
        HttpRequest.Builder request = request(url);
        headers.forEach(request::header);
        json.ifPresent(body -> request.header("Content-Type", "application/json"));
        request.method(
                method,
                json.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        try {
            HttpAnswer answer = exchange(request.build());
            if (!answer.isFine()) {
                throw failure(answer, true);
            }
        } catch (NoAnswerException none) {
            if (none.mayHaveArrived) {
                throw new OutcomeUnknownException(none.why);
            }
            throw new RefusedException(Refusal.UNAVAILABLE, none.why);
        }
    }

    /** A refusal because the answer cannot be understood. */
    RefusedException unreadable(String why) {
        return refused(Refusal.UNAVAILABLE, "the answer of " + server + " " + why);
    }

    /** A refusal in these words. */
    RefusedException refused(Refusal refusal, String what) {
        return new RefusedException(refusal, hidden(what));
    }

    /** A refusal because it is not there, with the words of the server. */
    RefusedException notFound(HttpAnswer answer) {
        return refused(Refusal.NOT_FOUND, server + " knows no such thing" + status(answer));
    }

    private HttpRequest.Builder request(URI url) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).header("Accept", "application/json, text/plain;q=0.5");
        token.ifPresent(secret -> request.header("Authorization", secret.header()));
        return request;
    }

    private HttpAnswer exchange(HttpRequest request) throws NoAnswerException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new NoAnswerException(tooSlow(), false);
        }
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                // Ends first, as it proves that nothing was sent.
                .connectTimeout(Duration.ofNanos(left - left / 5))
                .build();
        // On a thread of its own: looking up a host and reading a body know no time-out.
        FutureTask<HttpAnswer> exchange = new FutureTask<>(
                () -> whole(client.send(request, HttpResponse.BodyHandlers.ofInputStream())));
        try {
            Thread.ofPlatform().daemon().name("safeguard-http").start(exchange);
            return exchange.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswerException(tooSlow(), true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted while " + server + " was asked", true);
        } catch (ExecutionException e) {
            throw failed(Optional.ofNullable(e.getCause()).orElse(e));
        } finally {
            exchange.cancel(true);
            client.shutdownNow();
        }
    }

    private HttpAnswer whole(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(LONGEST_ANSWER + 1);
            boolean isWhole = bytes.length <= LONGEST_ANSWER;
            String text = new String(
                    isWhole ? bytes : Arrays.copyOf(bytes, LONGEST_ANSWER), StandardCharsets.UTF_8);
            return new HttpAnswer(
                    response.statusCode(),
                    header(response, "Content-Type").orElse("").toLowerCase(Locale.ROOT),
                    hidden(text),
                    isWhole,
                    header(response, "ETag"),
                    header(response, "Retry-After"),
                    header(response, "Location"));
        }
    }

    private static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }

    private NoAnswerException failed(Throwable cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof UnresolvedAddressException) {
                return new NoAnswerException(
                        "the host of " + server + " is not known here; check the address, and whether this machine is"
                                + " connected",
                        false);
            }
            if (reason instanceof SSLHandshakeException) {
                return new NoAnswerException(
                        "no secure connection to " + server + ": " + said(String.valueOf(reason.getMessage()))
                                + "; check that it speaks https at this port",
                        false);
            }
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return new NoAnswerException(
                    server + " takes no connection within " + text(timeout)
                            + "; check the address, and whether it runs",
                    false);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return new NoAnswerException(
                    "nothing answers at " + server + "; check the address, and whether it runs", false);
        }
        return new NoAnswerException(
                "the connection to " + server + " broke: " + said(String.valueOf(cause.getMessage())), true);
    }

    /** What an answer other than the one hoped for means, in the words of the port. */
    private RuntimeException failure(HttpAnswer answer, boolean mayHaveChanged) {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            String told = server + " sends on to " + said(answer.leadsTo()) + " (status " + status
                    + "), which is not followed; give the address it leads to";
            if (!mayHaveChanged) {
                return new RefusedException(Refusal.UNAVAILABLE, told);
            }
            // "See other" is how servers answer what they have done.
            return status == 303 ? new OutcomeUnknownException(told) : new RefusedException(Refusal.REFUSED, told);
        }
        return switch (status) {
            case 401, 403 ->
                refused(
                        Refusal.NOT_ALLOWED,
                        server + " does not let us" + status(answer)
                                + (token.isPresent() ? "; check the token" : "; give a token_file"));
            case 404 -> notFound(answer);
            case 409, 412 ->
                refused(Refusal.CONFLICT, "somebody else is changing it at " + server + status(answer) + "; try again");
            case 429 ->
                refused(
                        Refusal.BUSY,
                        server + " takes no more calls for now" + status(answer) + "; try again " + answer.tryAgain());
            default -> {
                if (status >= 400 && status < 500) {
                    yield refused(Refusal.REFUSED, server + " refuses" + status(answer));
                }
                String failed = server + " failed" + status(answer);
                yield mayHaveChanged
                        ? new OutcomeUnknownException(failed)
                        : refused(Refusal.UNAVAILABLE, failed);
            }
        };
    }

    private String status(HttpAnswer answer) {
        return " (status " + answer.status() + ")"
                + answer.reason().map(reason -> ": " + said(reason)).orElse("");
    }

    /** What somebody else says, without the token, and short: in this order, lest the token be cut instead. */
    private String said(String text) {
        return HttpText.oneLine(hidden(HttpText.withoutControls(text)));
    }

    private String tooSlow() {
        return "no whole answer from " + server + " within " + text(timeout);
    }

    /** The text without the token. */
    String hidden(String text) {
        return token.map(secret -> secret.hidden(text)).orElse(text);
    }

    /** Durations with a part of a second are for tests. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? Window.text(duration) : duration.toMillis() + " ms";
    }
}
