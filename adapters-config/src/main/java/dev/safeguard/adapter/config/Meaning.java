package dev.safeguard.adapter.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a key is for, in the words that editors show.
 *
 * @param description one or two sentences
 * @param otherwise the value that holds where the key is left out, if it is always the same
 * @param examples values that work
 */
record Meaning(String description, Optional<String> otherwise, List<String> examples) {

    private static final Map<String, Meaning> OF = new TreeMap<>();

    static {
        means("services", "The services that are watched. One incident at a time is open for each.");
        means("services[].name", "What people call the service; no other service has this name.", "chat");
        means("services[].slos", "What its users are promised. Every promise is watched by itself.");
        means("services[].slos[].name", "What people call the promise; no other SLO has this name.", "chat-answers");
        means(
                "services[].slos[].description",
                "Which events are good, in words that a user would use.",
                "answers returned successfully");
        means(
                "services[].slos[].objective",
                "The share of events that shall be good, as a decimal: 0.99 is 99 %. In quotes it keeps every digit.",
                "0.99",
                "0.999");
        meansOtherwise("services[].slos[].period", "30d", "The rolling period of the error budget.", "7d", "28d", "90d");
        meansOtherwise("services[].slos[].resolution", "1m", "The length of one bucket of events.", "30s");
        means("services[].slos[].sli", "How the events are counted, in the words of the metric source.");
        means(
                "services[].slos[].sli.good",
                "The query for good events; $window stands for the window that is asked for.",
                "sum(increase(answers_total{ok=\"true\"}[$window]))");
        means(
                "services[].slos[].sli.total",
                "The query for all events; $window stands for the window that is asked for.",
                "sum(increase(answers_total[$window]))");
        meansOtherwise(
                "services[].slos[].alerts",
                "default",
                "When somebody is told: default for the built-in tiers (periods of 7, 28, 30 and 90 days, objectives"
                        + " above 75 %), a list of tiers, or a map of tiers and how silence is treated.");
        means("prometheus", "The Prometheus that the SLOs are measured by.");
        means("prometheus.url", "Where it is.", "http://127.0.0.1:9090");
        means("prometheus.token_file", "The file with the bearer token that it asks for.", "secrets/prometheus-token");
        means("services[].runbooks", "The runbooks that may be run on the service, by their names.");
        means("alerts.tiers", "The tiers; the built-in ones where they are left out.");
        meansOtherwise(
                "alerts.clearCoverage",
                "0.8",
                "The share of the short window that must have been measured before its tier may clear.",
                "80%");
        meansOtherwise("alerts.staleAfter", "5m", "The age of the newest data from which it is called stale.", "10m");
        meansOtherwise(
                "alerts.blindAfter",
                "15m",
                "The age from which nothing is known any more; longer than staleAfter.",
                "1h");
        means("tiers[].name", "What the tier is called; its severity where it is left out.", "fast-burn");
        means("tiers[].severity", "sev1 wakes somebody, sev2 pages calmly, sev3 files a ticket.", "sev1");
        means("tiers[].respond", "What the severity asks for anyway, for readers: page, or ticket for sev3.", "page");
        means(
                "tiers[].budget",
                "The share of the period's error budget that may be spent before the tier fires. A tier has either this"
                        + " or factor.",
                "2%");
        means(
                "tiers[].factor",
                "How many times faster than allowed the budget must burn. A tier has either this or budget.",
                "14.4");
        means("tiers[].long", "The window that says that it matters.", "1h", "6h", "3d");
        means(
                "tiers[].short",
                "The window that says that it is still going on; a twelfth of the long one where it is left out.",
                "5m");
        meansOtherwise("tiers[].minBad", "0", "Bad events in the long window below which the tier does not fire.", "10");
        meansOtherwise("tiers[].minTotal", "0", "Events in the long window below which the tier does not fire.", "100");
        means("symptoms", "Ways to fail that are recognised by what the errors are.");
        means("symptoms[].name", "What people call it; no other symptom has this name.", "model-provider-outage");
        means("symptoms[].description", "What users see of it.", "answers fail while the provider does");
        means("symptoms[].slo", "The SLO whose errors tell.", "chat-answers");
        means("symptoms[].errorKinds", "The kinds of errors that speak for it.");
        meansOtherwise("symptoms[].minShare", "0.5", "The share of all errors that these kinds must make up.", "60%");
        means("symptoms[].fault", "The fault that brings it about, for eval cases.", "provider-errors");
        means("runbooks", "Short straight lists of reversible mitigations, each for a symptom.");
        means("runbooks[].name", "What people call the runbook; no other runbook has this name.", "provider-outage");
        means(
                "runbooks[].symptom",
                "The symptom that it is for. One of those above, where there are any; else whatever you call it.",
                "model-provider-outage");
        meansOtherwise(
                "runbooks[].autonomy",
                "approve",
                "How far it goes without a human: plan shows it, approve asks for this exact plan, auto runs reversible"
                        + " steps.",
                "auto");
        meansOtherwise("runbooks[].settle", "1m", "How long a mitigation is given before it is judged.", "2m");
        meansOtherwise(
                "runbooks[].deadline",
                "10m",
                "How long after a mitigation its judgement may stay open; longer than settle.",
                "15m");
        means("runbooks[].steps", "What is done, in this order, until the service has recovered.");
        means("runbooks[].steps[].mitigation", "The type of mitigation.", "http-flag");
        means(
                "runbooks[].steps[].name",
                "What people call the step; the type of mitigation where it is left out.",
                "flip-to-fallback");
        means(
                "runbooks[].steps[].because",
                "Why it is safe, and what it costs users.",
                "Answers come from the second provider, a little slower.");
        means(
                "runbooks[].steps[].with",
                "The parameters of the type, by their names: text, or a list of texts where the type takes several.");
        means("oncall", "Who is paged.");
        means("oncall.rotations", "People who take turns.");
        means("oncall.rotations[].name", "What people call the rotation; no other rotation has this name.", "primary");
        means("oncall.rotations[].people", "Who takes turns, in this order.");
        means("oncall.rotations[].shift", "How long a turn is: hours, days, weeks or months.", "12h", "1d", "1w", "1mo");
        means(
                "oncall.rotations[].start",
                "When the first turn of the first person begins, by the clock on the wall.",
                "2026-01-05T09:00");
        means("oncall.rotations[].zone", "Where that clock is.", "Europe/Madrid");
        means("oncall.escalation", "The ladder: who is paged first, who after that.");
        means("oncall.escalation[].rotation", "Whoever has the turn. A level has either this or people.", "primary");
        means("oncall.escalation[].people", "These people, always. A level has either this or rotation.");
        means("oncall.escalation[].delay", "How long they have to acknowledge before the next level is paged.", "5m");
        meansOtherwise("oncall.repeat", "0", "How often the ladder is climbed again.", "1");
        means("notify", "Where pages go. Only the form is looked at: nothing is sent there yet.");
        meansOtherwise(
                "state", ".safeguard/safeguard.db", "The state file, from the folder in which the command runs.");
    }

    /** @throws IllegalArgumentException when nobody has written down what this key is for */
    static Meaning of(String path) {
        return Optional.ofNullable(OF.get(path))
                .orElseThrow(() -> new IllegalArgumentException("nothing says what key " + path + " is for"));
    }

    /** The keys, as paths: {@code services[].slos[].objective}. */
    static List<String> paths() {
        return List.copyOf(OF.keySet());
    }

    void addTo(ObjectNode schema) {
        schema.put("description", description);
        otherwise.ifPresent(value -> put(schema, value));
        if (!examples.isEmpty()) {
            ArrayNode list = schema.putArray("examples");
            examples.forEach(list::add);
        }
    }

    /** Numbers as numbers, so that an editor which fills them in writes no quotes. */
    private static void put(ObjectNode schema, String value) {
        if (value.matches("[0-9]{1,9}")) {
            schema.put("default", Integer.parseInt(value));
        } else {
            schema.put("default", value);
        }
    }

    private static void means(String path, String description, String... examples) {
        OF.put(path, new Meaning(description, Optional.empty(), List.of(examples)));
    }

    private static void meansOtherwise(String path, String value, String description, String... examples) {
        OF.put(path, new Meaning(description, Optional.of(value), List.of(examples)));
    }
}
