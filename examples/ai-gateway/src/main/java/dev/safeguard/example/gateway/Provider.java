package dev.safeguard.example.gateway;

import java.net.URI;

/** A provider as the gateway knows it: a name, an address, and what its large and its small model cost. */
record Provider(String name, URI uri, Price large, Price small) {

    /** Millionths of a dollar for a token. */
    record Price(long prompt, long completion) {}

    Outcome.Usage usage(boolean isSmall, long promptTokens, long completionTokens) {
        Price price = isSmall ? small : large;
        return new Outcome.Usage(
                promptTokens,
                completionTokens,
                promptTokens * price.prompt() + completionTokens * price.completion());
    }
}
