package dev.safeguard.adapter.simulation;

import dev.safeguard.domain.slo.Ratio;
import java.util.Locale;

/** What can break, and how people talk about it; {@code %s} is the share that it breaks. */
enum Fault {
    PROVIDER_OUTAGE(
            "model provider starts failing %s of all calls",
            "model provider answers again", "the model provider failed %s of all calls; it answers again"),
    VECTOR_STORE_FULL(
            "vector store runs full and misses on %s of all look-ups",
            "vector store has room again",
            "the vector store was full, so that %s of all look-ups missed; it has room again"),
    BAD_DEPLOY(
            "release goes out that spoils %s of all answers",
            "corrected release is out", "a release spoiled %s of all answers; a corrected one is out"),
    PROMPT_INJECTION_WAVE(
            "wave of hostile prompts begins, %s of them get through",
            "wave of hostile prompts is over",
            "a wave of hostile prompts used a pattern new to the guard, and %s got through; the wave is over"),
    COST_SPIKE(
            "%s of all answers start to cost more than their limit",
            "answers cost what they did before",
            "longer conversations made %s of all answers cost more than their limit; histories are summarised now"),
    BLIP(
            "model provider starts failing %s of all calls",
            "model provider answers again", "the model provider failed %s of all calls for a moment; it answers again"),
    SLOW_LEAK(
            "gateway starts leaking connections, %s of all answers time out",
            "gateway keeps its connections again",
            "the gateway leaked connections, so that %s of all answers timed out; it closes them now");

    private final String startMessage;
    private final String endMessage;
    private final String cause;

    Fault(String startMessage, String endMessage, String cause) {
        this.startMessage = startMessage;
        this.endMessage = endMessage;
        this.cause = cause;
    }

    /** The name on the outside: {@code provider-outage}. */
    String word() {
        return Words.of(this);
    }

    String startMessage(Ratio ratio) {
        return told(startMessage, ratio);
    }

    String endMessage() {
        return endMessage;
    }

    /** What a human finds out about it afterwards. */
    String cause(Ratio ratio) {
        return told(cause, ratio);
    }

    private static String told(String template, Ratio ratio) {
        String share = ratio.equals(Ratio.of(1, 2)) ? "half" : ratio.times(Ratio.of(100, 1)) + " %";
        return String.format(Locale.ROOT, template, share);
    }
}
