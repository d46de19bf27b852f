package dev.safeguard.example.gateway.fake;

import java.util.Arrays;
import java.util.Optional;

/** What can go wrong. Each strikes the share of the occasions that it was injected with. */
public enum Fault {
    PROVIDER_5XX("provider-5xx", "the primary provider answers 503"),
    PROVIDER_HANGS("provider-hangs", "the primary provider takes the request and never answers"),
    PROVIDER_429("provider-429", "the primary provider answers 429, with Retry-After"),
    PROVIDER_SLOW("provider-slow", "the primary provider answers after --slow"),
    VECTOR_STORE_FULL("vector-store-full", "the vector store takes no document, and a share of its searches fails"),
    RETRIEVAL_DEGRADED("retrieval-degraded", "searches by vector find nonsense"),
    BAD_DEPLOY("bad-deploy", "our own build throws"),
    PROMPT_REGRESSION("prompt-regression", "answers to the current prompt leave out their sources"),
    INJECTION_WAVE("injection-wave", "questions are replaced by hostile ones"),
    COST_SPIKE("cost-spike", "answers are twenty times as long"),
    PII_LEAK("pii-leak", "answers carry a made-up e-mail address");

    private final String label;
    private final String description;

    Fault(String label, String description) {
        this.label = label;
        this.description = description;
    }

    public static Optional<Fault> labelled(String label) {
        return Arrays.stream(values()).filter(fault -> fault.label.equals(label)).findFirst();
    }

    public String label() {
        return label;
    }

    public String description() {
        return description;
    }
}
