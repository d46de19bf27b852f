package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.Outcome.Degradation;
import dev.safeguard.example.gateway.Outcome.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What happened, counted, and told in the OpenMetrics text format. Counts are exact with any number of threads; every
 * series is there from the start, at 0, so that a first event is seen as an increase. A reading made while requests run
 * may be between the counts of one request.
 */
final class Metrics {

    static final String CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** Upper bounds in seconds. */
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5, 5, 10};

    private record ProviderResult(String provider, Optional<ErrorKind> failure) {}

    private final LongAdder requests = new LongAdder();
    private final Counter<Optional<ErrorKind>> answers = new Counter<>(
            "gateway_answers",
            "Answers, good or bad, and why a bad one is.",
            optional(List.of(ErrorKind.values())),
            kind -> kind.map(bad -> "outcome=\"bad\",kind=\"" + bad.label() + "\"").orElse("outcome=\"good\""));
    private final Counter<Reason> refused = new Counter<>(
            "gateway_refused",
            "Requests turned away on purpose; they are neither good nor bad answers.",
            List.of(Reason.values()),
            reason -> "reason=\"" + reason.label() + "\"");
    private final Counter<Degradation> degraded = new Counter<>(
            "gateway_degraded",
            "Answers that are less than they could be, in each way that applies.",
            List.of(Degradation.values()),
            how -> "how=\"" + how.label() + "\"");
    private final Counter<ProviderResult> providerCalls = new Counter<>(
            "gateway_provider_calls",
            "Calls to providers, and what came of them.",
            results(),
            result -> "provider=\"" + result.provider() + "\",result=\""
                    + result.failure().map(ErrorKind::label).orElse("answered") + "\"");
    private final Counter<String> retrievals = new Counter<>(
            "gateway_retrievals",
            "Searches for passages, and what came of them.",
            List.of("hit", "miss", "failed"),
            result -> "result=\"" + result + "\"");
    private final Counter<String> injections = new Counter<>(
            "gateway_injection_verdicts",
            "What the injection filter said of questions.",
            List.of("allowed", "blocked"),
            verdict -> "verdict=\"" + verdict + "\"");
    private final Counter<String> pii = new Counter<>(
            "gateway_pii_verdicts",
            "Whether an answer of a model held an e-mail address.",
            List.of("clean", "found"),
            verdict -> "verdict=\"" + verdict + "\"");
    private final Counter<String> costLimit = new Counter<>(
            "gateway_cost_verdicts",
            "Whether an answer cost more than the limit of one answer.",
            List.of("within", "over"),
            verdict -> "verdict=\"" + verdict + "\"");
    private final Counter<String> tokens = new Counter<>(
            "gateway_tokens",
            "Tokens that were paid for.",
            List.of("prompt", "completion"),
            kind -> "kind=\"" + kind + "\"");
    private final LongAdder microDollars = new LongAdder();
    private final LongAdder[] durations = new LongAdder[BOUNDS.length + 1];
    private final LongAdder durationNanos = new LongAdder();

    private final Build build;
    private final long costLimitMicroDollars;
    private final LongSupplier inFlight;
    private final VectorStore store;

    Metrics(Build build, long costLimitMicroDollars, LongSupplier inFlight, VectorStore store) {
        this.build = build;
        this.costLimitMicroDollars = costLimitMicroDollars;
        this.inFlight = inFlight;
        this.store = store;
        Arrays.setAll(durations, i -> new LongAdder());
    }

    void arrived() {
        requests.increment();
    }

    /** Counts what came of a request, and how long it took. */
    void count(Outcome outcome, Duration took) {
        switch (outcome) {
            case Outcome.Refused(Reason reason) -> refused.add(reason, 1);
            case Outcome.Failed(ErrorKind kind, Outcome.Usage usage) -> answered(Optional.of(kind), usage, took);
            case Outcome.Answered answer -> {
                answer.degraded().forEach(how -> degraded.add(how, 1));
                answered(answer.flaw(), answer.usage(), took);
            }
        }
    }

    private void answered(Optional<ErrorKind> flaw, Outcome.Usage usage, Duration took) {
        answers.add(flaw, 1);
        tokens.add("prompt", usage.promptTokens());
        tokens.add("completion", usage.completionTokens());
        microDollars.add(usage.microDollars());
        costLimit.add(usage.microDollars() > costLimitMicroDollars ? "over" : "within", 1);
        double seconds = took.toNanos() / 1e9;
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        durations[bucket].increment();
        durationNanos.add(took.toNanos());
    }

    void providerCalled(Provider provider, Reply reply) {
        Optional<ErrorKind> failure =
                reply instanceof Reply.Failure(ErrorKind kind) ? Optional.of(kind) : Optional.empty();
        providerCalls.add(new ProviderResult(provider.name(), failure), 1);
    }

    void searched(Retrieval.Found found) {
        switch (found) {
            case Retrieval.Found.NotSearched() -> {}
            case Retrieval.Found.StoreFailed() -> retrievals.add("failed", 1);
            case Retrieval.Found.Passages(List<VectorStore.Hit> hits) ->
                retrievals.add(hits.isEmpty() ? "miss" : "hit", 1);
        }
    }

    void injectionChecked(boolean isBlocked) {
        injections.add(isBlocked ? "blocked" : "allowed", 1);
    }

    void piiChecked(boolean isFound) {
        pii.add(isFound ? "found" : "clean", 1);
    }

    /** All of it, in the OpenMetrics text format. */
    String render() {
        StringBuilder out = new StringBuilder();
        family(out, "gateway_build", "info", "Which build runs.");
        sample(out, "gateway_build_info", "build=\"" + build.label() + "\"", "1");
        family(out, "gateway_requests", "counter", "Chat requests that arrived.");
        sample(out, "gateway_requests_total", "", Long.toString(requests.sum()));
        for (Counter<?> counter : List.of(
                answers, refused, degraded, providerCalls, retrievals, injections, pii, costLimit, tokens)) {
            counter.render(out);
        }
        out.append("# TYPE gateway_cost_dollars counter\n# UNIT gateway_cost_dollars dollars\n");
        out.append("# HELP gateway_cost_dollars What providers charge, in US dollars.\n");
        sample(out, "gateway_cost_dollars_total", "", BigDecimal.valueOf(microDollars.sum(), 6).toPlainString());
        renderDurations(out);
        family(out, "gateway_in_flight", "gauge", "Requests of any kind that are being answered.");
        sample(out, "gateway_in_flight", "", Long.toString(inFlight.getAsLong()));
        family(out, "gateway_vector_store_documents", "gauge", "Documents in the vector store.");
        sample(out, "gateway_vector_store_documents", "", Integer.toString(store.size()));
        family(out, "gateway_vector_store_capacity", "gauge", "Documents that the vector store has room for.");
        sample(out, "gateway_vector_store_capacity", "", Integer.toString(store.capacity()));
        return out.append("# EOF\n").toString();
    }

    private void renderDurations(StringBuilder out) {
        String name = "gateway_answer_duration_seconds";
        out.append("# TYPE ").append(name).append(" histogram\n# UNIT ").append(name).append(" seconds\n# HELP ");
        out.append(name).append(" How long answers took, from the request read to the answer ready.\n");
        long count = 0;
        for (int i = 0; i < durations.length; i++) {
            count += durations[i].sum();
            String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i]) : "+Inf";
            sample(out, name + "_bucket", "le=\"" + bound + "\"", Long.toString(count));
        }
        sample(out, name + "_count", "", Long.toString(count));
        sample(out, name + "_sum", "", BigDecimal.valueOf(durationNanos.sum(), 9).toPlainString());
    }

    private static void family(StringBuilder out, String name, String type, String help) {
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    }

    private static void sample(StringBuilder out, String name, String labels, String value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(value).append('\n');
    }

    private static <T> List<Optional<T>> optional(Collection<T> values) {
        List<Optional<T>> all = new ArrayList<>();
        all.add(Optional.empty());
        values.forEach(value -> all.add(Optional.of(value)));
        return all;
    }

    private static List<ProviderResult> results() {
        List<ErrorKind> failures = List.of(
                ErrorKind.PROVIDER_5XX,
                ErrorKind.PROVIDER_429,
                ErrorKind.PROVIDER_TIMEOUT,
                ErrorKind.PROVIDER_CONNECTION);
        return Stream.of("primary", "fallback")
                .flatMap(provider ->
                        optional(failures).stream().map(failure -> new ProviderResult(provider, failure)))
                .toList();
    }

    /** A counter with a series for each of its keys. */
    private static final class Counter<K> {

        private final String name;
        private final String help;
        private final Function<K, String> labels;
        private final Map<K, LongAdder> counts = new LinkedHashMap<>();

        Counter(String name, String help, List<K> keys, Function<K, String> labels) {
            this.name = name;
            this.help = help;
            this.labels = labels;
            keys.forEach(key -> counts.put(key, new LongAdder()));
        }

        void add(K key, long number) {
            LongAdder count = counts.get(key);
            if (count == null) {
                throw new IllegalArgumentException(name + " has no series for " + key);
            }
            count.add(number);
        }

        void render(StringBuilder out) {
            family(out, name, "counter", help);
            counts.forEach(
                    (key, count) -> sample(out, name + "_total", labels.apply(key), Long.toString(count.sum())));
        }
    }
}
