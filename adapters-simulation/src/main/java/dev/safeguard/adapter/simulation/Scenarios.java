package dev.safeguard.adapter.simulation;

import dev.safeguard.adapter.simulation.Scenario.PlannedFault;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The scenarios there are. Each is named after its fault. */
public final class Scenarios {

    private static final Ratio MIN_SHARE = Ratio.of("0.6");
    private static final Duration ONE_HOUR = Duration.ofHours(1);

    private static final List<Symptom> CHAT_SYMPTOMS = List.of(
            symptom(
                    "model-provider-outage",
                    "users get an error instead of an answer, because the model provider fails",
                    Sli.CHAT_ANSWERS,
                    "provider-5xx",
                    Fault.PROVIDER_OUTAGE),
            symptom(
                    "connection-leak",
                    "some users wait for an answer until the gateway gives up",
                    Sli.CHAT_ANSWERS,
                    "gateway-timeout",
                    Fault.SLOW_LEAK));

    private static final List<Runbook> CHAT_RUNBOOKS = List.of(
            runbook(
                    "provider-outage",
                    "model-provider-outage",
                    step(
                            "flip-to-fallback",
                            Flag.FALLBACK,
                            "the fallback model is tested with every release and has capacity for a third of all calls;"
                                    + " its answers are plainer"),
                    step(
                            "enable-cache",
                            Flag.CACHE,
                            "a fifth of all questions were answered before; the answer may be an hour old"),
                    step(
                            "shed-load",
                            Flag.LOAD_SHEDDING,
                            "refusing one request in eight at the door keeps the rest within the fallback's capacity;"
                                    + " those users are asked to come back"),
                    step(
                            "static-answers",
                            Flag.STATIC_ANSWERS,
                            "whoever would get an error gets a sorry and a link to the documentation instead")),
            runbook(
                    "slow-leak",
                    "connection-leak",
                    step(
                            "more-workers",
                            Flag.MORE_WORKERS,
                            "twice the workers have twice the connections to lose; it costs money, nobody notices"),
                    step(
                            "recycle-workers",
                            Flag.RECYCLE_WORKERS,
                            "workers are replaced one by one before they run out; a long answer may be cut off")));

    private static final List<Scenario> ALL = List.of(
            chat(
                    "provider-outage",
                    "the model provider fails half of all calls for an hour",
                    PlannedFault.of(Fault.PROVIDER_OUTAGE, Ratio.of("0.5"), ONE_HOUR, Duration.ofHours(2)),
                    Duration.ofHours(3)),
            scenario(
                    "vector-store-full",
                    "the vector store runs full, and retrieval comes back empty",
                    Sli.RETRIEVAL_HITS,
                    symptom(
                            "vector-index-full",
                            "answers lack their sources, because the index rejects look-ups",
                            Sli.RETRIEVAL_HITS,
                            "index-rejected",
                            Fault.VECTOR_STORE_FULL),
                    runbook(
                            "vector-store-full",
                            "vector-index-full",
                            step(
                                    "pause-ingest",
                                    Flag.INGEST_PAUSED,
                                    "new documents wait in their queue and are indexed later; nothing is lost"),
                            step(
                                    "serve-snapshot",
                                    Flag.SERVE_SNAPSHOT,
                                    "last night's snapshot is read-only and complete; documents of today are missing"),
                            step(
                                    "keyword-search",
                                    Flag.KEYWORD_SEARCH,
                                    "the keyword index stands beside the vector store; matches are coarser"),
                            step(
                                    "answer-without-sources",
                                    Flag.ANSWER_WITHOUT_SOURCES,
                                    "the model answers from what it knows and says so; users get no sources")),
                    PlannedFault.of(Fault.VECTOR_STORE_FULL, Ratio.of("0.6"), ONE_HOUR, Duration.ofMinutes(135)),
                    Duration.ofMinutes(210)),
            scenario(
                    "bad-deploy",
                    "a release spoils three answers in ten",
                    Sli.RELEASE_ANSWERS,
                    symptom(
                            "bad-release",
                            "answers come back malformed since the last release",
                            Sli.RELEASE_ANSWERS,
                            "bad-output",
                            Fault.BAD_DEPLOY),
                    runbook(
                            "bad-deploy",
                            "bad-release",
                            step(
                                    "disable-new-prompt",
                                    Flag.NEW_PROMPT_OFF,
                                    "the old prompt is still shipped with every release; users miss what is new"),
                            step(
                                    "retry-errors",
                                    Flag.RETRY_ERRORS,
                                    "a second try is harmless, as answering changes nothing; it costs time"),
                            step(
                                    "route-to-previous",
                                    Flag.ROUTE_TO_PREVIOUS,
                                    "the previous release is kept warm for a day; its users miss what is new"),
                            step(
                                    "static-answers",
                                    Flag.STATIC_ANSWERS,
                                    "whoever would get an error gets a sorry and a link to the documentation instead")),
                    PlannedFault.of(Fault.BAD_DEPLOY, Ratio.of("0.3"), ONE_HOUR, Duration.ofHours(2)),
                    Duration.ofHours(3)),
            scenario(
                    "prompt-injection-wave",
                    "ten times the usual hostile prompts, of a pattern that the guard lets through",
                    Sli.HOSTILE_PROMPTS_STOPPED,
                    symptom(
                            "prompt-injection",
                            "hostile prompts get past the guard",
                            Sli.HOSTILE_PROMPTS_STOPPED,
                            "jailbreak-passed",
                            Fault.PROMPT_INJECTION_WAVE),
                    runbook(
                            "prompt-injection-wave",
                            "prompt-injection",
                            step(
                                    "strict-filter",
                                    Flag.STRICT_FILTER,
                                    "the strict rules are the same with a lower threshold; a few harmless prompts are"
                                            + " refused"),
                            step(
                                    "second-classifier",
                                    Flag.SECOND_CLASSIFIER,
                                    "a second opinion on every prompt; answers start a fifth of a second later"),
                            step(
                                    "block-pattern",
                                    Flag.BLOCK_PATTERN,
                                    "what the hostile prompts have in common is blocked; who writes like that is too"),
                            step(
                                    "require-login",
                                    Flag.REQUIRE_LOGIN,
                                    "everybody with an account is served as before; others must log in")),
                    PlannedFault.of(Fault.PROMPT_INJECTION_WAVE, Ratio.of("0.8"), ONE_HOUR, Duration.ofHours(2)),
                    Duration.ofHours(3)),
            scenario(
                    "cost-spike",
                    "one answer in eight costs more than its limit, too few to wake anybody",
                    Sli.ANSWERS_UNDER_COST_LIMIT,
                    symptom(
                            "runaway-cost",
                            "answers cost more than their limit",
                            Sli.ANSWERS_UNDER_COST_LIMIT,
                            "over-limit",
                            Fault.COST_SPIKE),
                    runbook(
                            "cost-spike",
                            "runaway-cost",
                            step(
                                    "cheap-model",
                                    Flag.CHEAP_MODEL,
                                    "easy questions go to a small model that passes the same evals for them; four in"
                                            + " ten users get plainer answers"),
                            step(
                                    "cap-output",
                                    Flag.CAP_OUTPUT,
                                    "answers end at a sentence after 400 words; one user in five asks for the rest"),
                            step(
                                    "tools-off",
                                    Flag.TOOLS_OFF,
                                    "tools are offered as an extra and nothing depends on them; users look things up"
                                            + " themselves"),
                            step(
                                    "enable-cache",
                                    Flag.CACHE,
                                    "a fifth of all questions were answered before; the answer may be an hour old")),
                    PlannedFault.of(Fault.COST_SPIKE, Ratio.of("0.12"), ONE_HOUR, Duration.ofHours(5)),
                    Duration.ofHours(7)),
            chat(
                    "blip",
                    "the model provider fails half of all calls for two minutes, which nobody is woken for",
                    PlannedFault.of(Fault.BLIP, Ratio.of("0.5"), ONE_HOUR, Duration.ofMinutes(62)),
                    Duration.ofHours(3)),
            chat(
                    "slow-leak",
                    "the gateway leaks connections, a little for a long time: a ticket and no page",
                    PlannedFault.of(Fault.SLOW_LEAK, Ratio.of("0.04"), ONE_HOUR, Duration.ofHours(24)),
                    Duration.ofHours(26)));

    private Scenarios() {}

    /** All of them; the first is the one to begin with. */
    public static List<Scenario> all() {
        return ALL;
    }

    public static Optional<Scenario> find(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /**
     * The chat service is the same in each of its scenarios: both of its symptoms are known, both runbooks are there.
     */
    private static Scenario chat(String name, String description, PlannedFault fault, Duration length) {
        return new Scenario(
                name,
                description,
                List.of(Sli.CHAT_ANSWERS.slo()),
                CHAT_SYMPTOMS,
                CHAT_RUNBOOKS,
                List.of(fault),
                length);
    }

    private static Scenario scenario(
            String name,
            String description,
            Sli sli,
            Symptom symptom,
            Runbook runbook,
            PlannedFault fault,
            Duration length) {
        return new Scenario(
                name, description, List.of(sli.slo()), List.of(symptom), List.of(runbook), List.of(fault), length);
    }

    private static Symptom symptom(String name, String description, Sli sli, String errorKind, Fault fault) {
        return new Symptom(name, description, sli.sloName(), Set.of(errorKind), MIN_SHARE, fault.word());
    }

    private static Runbook runbook(String name, String symptom, Step... steps) {
        return new Runbook(
                name, symptom, Autonomy.AUTO, Runbook.DEFAULT_SETTLE, Runbook.DEFAULT_DEADLINE, List.of(steps));
    }

    private static Step step(String name, Flag flag, String because) {
        return new Step(name, "simulated-flag", new TreeMap<>(Map.of("flag", flag.word(), "value", "on")), because);
    }
}
