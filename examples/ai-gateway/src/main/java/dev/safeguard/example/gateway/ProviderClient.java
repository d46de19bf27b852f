package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.plain.Json;
import dev.safeguard.example.gateway.plain.MalformedJsonException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls providers over HTTP, one call each time it is asked: no retries, which would multiply the load of an outage. */
final class ProviderClient implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            // What is done with an answer takes no time: on the client's own thread it needs no switch to another.
            .executor(Runnable::run)
            .build();
    private final Metrics metrics;

    ProviderClient(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Calls a provider; without a time-out it waits for as long as the connection lasts. */
    Reply call(Provider provider, Json.Obj request, Optional<Duration> timeout) {
        Reply reply = reply(provider, request, timeout);
        metrics.providerCalled(provider, reply);
        return reply;
    }

    private Reply reply(Provider provider, Json.Obj request, Optional<Duration> timeout) {
        HttpRequest post = HttpRequest.newBuilder(provider.uri())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.write()))
                .build();
        // HttpRequest's own time-out ends with the headers; this one is for the whole answer.
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(post, BodyHandlers.ofString());
        try {
            HttpResponse<String> response = timeout.isPresent()
                    ? answer.get(timeout.get().toNanos(), TimeUnit.NANOSECONDS)
                    : answer.get();
            return switch (response.statusCode()) {
                case 200 -> message(provider, request, Json.parse(response.body()));
                case 429 -> new Reply.Failure(ErrorKind.PROVIDER_429);
                default -> new Reply.Failure(ErrorKind.PROVIDER_5XX);
            };
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Reply.Failure(ErrorKind.PROVIDER_TIMEOUT);
        } catch (ExecutionException e) {
            return new Reply.Failure(ErrorKind.PROVIDER_CONNECTION);
        } catch (MalformedJsonException e) {
            return new Reply.Failure(ErrorKind.PROVIDER_5XX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            return new Reply.Failure(ErrorKind.PROVIDER_CONNECTION);
        }
    }

    private static Reply message(Provider provider, Json.Obj request, Json body) {
        if (body instanceof Json.Obj reply
                && reply.get("usage").orElse(null) instanceof Json.Obj usage
                && !reply.items("choices").isEmpty()
                && reply.items("choices").getFirst() instanceof Json.Obj choice
                && choice.get("message").orElse(null) instanceof Json.Obj message) {
            boolean isSmall = request.text("model").equals(Optional.of("fake-small"));
            return new Reply.Message(
                    message,
                    provider.usage(
                            isSmall, (long) usage.number("prompt_tokens"), (long) usage.number("completion_tokens")));
        }
        return new Reply.Failure(ErrorKind.PROVIDER_5XX);
    }

    /** Breaks off what is still being asked. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
