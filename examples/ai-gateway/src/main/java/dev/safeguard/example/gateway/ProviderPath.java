package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.plain.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The way from the gateway to a provider: all that the two builds do differently. */
sealed interface ProviderPath {

    Reply ask(Json.Obj request);

    /**
     * As it should be: a call ends in time, goes to the fallback where the primary fails and the flag says so, and is
     * not made while too many are under way, for a queue would only make all of them late.
     */
    record Fixed(
            ProviderClient client,
            Provider primary,
            Provider fallback,
            Duration timeout,
            Semaphore permits,
            Flags flags)
            implements ProviderPath {

        @Override
        public Reply ask(Json.Obj request) {
            if (!permits.tryAcquire()) {
                return new Reply.Failure(ErrorKind.OVERLOADED);
            }
            try {
                Reply reply = client.call(primary, request, Optional.of(timeout));
                return reply instanceof Reply.Failure && flags.isOn(Flag.FALLBACK)
                        ? client.call(fallback, request, Optional.of(timeout))
                        : reply;
            } finally {
                permits.release();
            }
        }
    }

    /**
     * As it was: whoever asks waits for the primary provider, however long it takes and however many others wait. The
     * flag for the fallback can be set, and nothing here looks at it.
     */
    record Broken(ProviderClient client, Provider primary) implements ProviderPath {

        @Override
        public Reply ask(Json.Obj request) {
            return client.call(primary, request, Optional.empty());
        }
    }
}
