package dev.safeguard.example.gateway;

import java.util.Optional;
import java.util.Set;

/** What came of a chat request. An answer without a flaw is good, one with a flaw and a failure are bad. */
sealed interface Outcome {

    /**
     * The client gets a text.
     *
     * @param degraded what was left out on purpose
     * @param flaw why the answer is bad all the same
     */
    record Answered(String text, Usage usage, Set<Degradation> degraded, Optional<ErrorKind> flaw) implements Outcome {
        public Answered {
            degraded = Set.copyOf(degraded);
        }
    }

    /** The client gets an error that is our fault, or the provider's, which is the same to the client. */
    record Failed(ErrorKind kind, Usage usage) implements Outcome {}

    /** The client was turned away on purpose. This is neither good nor bad, and counted on its own. */
    record Refused(Reason reason) implements Outcome {}

    /** Why a request is turned away. */
    enum Reason {
        SHED("shed", 503, "requests of low priority are refused for now"),
        INJECTION("injection", 400, "the question looks like an attack on the system prompt"),
        BAD_REQUEST("bad-request", 400, "the request is not a chat request");

        private final String label;
        private final int status;
        private final String message;

        Reason(String label, int status, String message) {
            this.label = label;
            this.status = status;
            this.message = message;
        }

        String label() {
            return label;
        }

        int status() {
            return status;
        }

        String message() {
            return message;
        }
    }

    /** In what way an answer is less than it would be with all flags unset. */
    enum Degradation {
        STATIC("static"),
        CACHED("cached"),
        CHEAP_MODEL("cheap-model"),
        NO_TOOLS("no-tools"),
        NO_SOURCES("no-sources");

        private final String label;

        Degradation(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** What an answer took: tokens, and millionths of a dollar. */
    record Usage(long promptTokens, long completionTokens, long microDollars) {

        static final Usage NONE = new Usage(0, 0, 0);

        Usage plus(Usage other) {
            return new Usage(
                    promptTokens + other.promptTokens,
                    completionTokens + other.completionTokens,
                    microDollars + other.microDollars);
        }
    }
}
