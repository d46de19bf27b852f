package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.plain.Json;

/** What a provider said to one call. */
sealed interface Reply {

    /** A message of the model, and what the call took. */
    record Message(Json.Obj content, Outcome.Usage usage) implements Reply {}

    /** No message. */
    record Failure(ErrorKind kind) implements Reply {}
}
