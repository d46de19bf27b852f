package dev.safeguard.example.gateway;

/** Why an answer is bad. */
enum ErrorKind {
    PROVIDER_5XX("provider-5xx", 502, "the model provider failed"),
    PROVIDER_429("provider-429", 429, "the model provider takes no more requests for now"),
    PROVIDER_TIMEOUT("provider-timeout", 504, "the model provider did not answer in time"),
    PROVIDER_CONNECTION("provider-connection", 502, "the connection to the model provider broke"),
    OVERLOADED("overloaded", 503, "too many requests are waiting for a model provider"),
    RETRIEVAL("retrieval", 503, "the passages could not be searched"),
    OWN_CODE("own-code", 500, "the gateway failed"),
    QUALITY("quality", 200, "the answer lacks its sources"),
    INJECTION("injection", 502, "the answer was withheld: it told the system prompt"),
    PII("pii", 502, "the answer was withheld: it held an e-mail address"),
    LATE("late", 200, "the answer came late");

    private final String label;
    private final int status;
    private final String message;

    ErrorKind(String label, int status, String message) {
        this.label = label;
        this.status = status;
        this.message = message;
    }

    String label() {
        return label;
    }

    /** The HTTP status that tells the client, where there is no answer to send instead. */
    int status() {
        return status;
    }

    String message() {
        return message;
    }
}
