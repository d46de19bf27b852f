package dev.safeguard.example.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an operator can set while the gateway runs. A flag that is not set works like its first value. */
enum Flag {
    FALLBACK("fallback", "ask the fallback provider where the primary one fails (the broken build cannot)"),
    CACHE("cache", "answer a question that was answered before from memory"),
    LOAD_SHEDDING("load-shedding", "refuse requests with the header X-Priority: low"),
    STATIC_ANSWERS("static-answers", "send a prepared answer in place of an error"),
    CHEAP_MODEL("cheap-model", "ask the small model"),
    TOOLS_OFF("tools-off", "offer no tools to the model, which saves the second call"),
    PREVIOUS_PROMPT("previous-prompt", "use the system prompt before the current one"),
    PREVIOUS_BUILD("previous-build", "route around the newest deploy"),
    INJECTION_FILTER(
            "injection-filter",
            "turn hostile questions away: on knows the usual words, strict sees through disguises and is wrong at times",
            "on off strict"),
    RETRIEVAL("retrieval", "how passages are found; off answers without sources", "vectors keyword off");

    private final String label;
    private final String description;
    private final String choices;
    private final String otherwise;

    Flag(String label, String description) {
        this(label, description, "off on");
    }

    Flag(String label, String description, String choices) {
        this.label = label;
        this.description = description;
        this.choices = choices;
        this.otherwise = choices.substring(0, choices.indexOf(' '));
    }

    static Optional<Flag> labelled(String label) {
        return Arrays.stream(values()).filter(flag -> flag.label.equals(label)).findFirst();
    }

    String label() {
        return label;
    }

    String description() {
        return description;
    }

    /** The values that it takes. */
    List<String> choices() {
        return List.of(choices.split(" ", -1));
    }

    /** The value that holds where it is not set, which is the first of its choices. */
    String otherwise() {
        return otherwise;
    }
}
