package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.Outcome.Answered;
import dev.safeguard.example.gateway.Outcome.Degradation;
import dev.safeguard.example.gateway.Outcome.Failed;
import dev.safeguard.example.gateway.Outcome.Reason;
import dev.safeguard.example.gateway.Outcome.Refused;
import dev.safeguard.example.gateway.Outcome.Usage;
import dev.safeguard.example.gateway.fake.Draws;
import dev.safeguard.example.gateway.fake.Fault;
import dev.safeguard.example.gateway.fake.Faults;
import dev.safeguard.example.gateway.fake.Fixtures;
import dev.safeguard.example.gateway.plain.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * {@code POST /v1/chat/completions}: from a question to an answer, and to a count. An answer is good if it came in time,
 * names its sources, found passages where it looked for them, holds no e-mail address and does not give the system
 * prompt away. Every request is counted once, before the client hears of it.
 */
final class Chat {

    private static final String STATIC_ANSWER =
            "We cannot look this up at the moment. Please try again later, or write to our support.";
    private static final List<Json> TOOLS = List.of(Json.object("name", "look_up_order", "arguments", "number"));
    private static final List<String> ATTACKS = Fixtures.hostileQuestions();

    private final Flags flags;
    private final Faults faults;
    private final Retrieval retrieval;
    private final ProviderPath providers;
    private final SystemPrompt prompt;
    private final Duration goodWithin;
    private final Metrics metrics;
    private final Draws attacks;
    private final AnswerCache cache = new AnswerCache();
    private final AtomicLong answered = new AtomicLong();

    Chat(
            Flags flags,
            Faults faults,
            Retrieval retrieval,
            ProviderPath providers,
            SystemPrompt prompt,
            Duration goodWithin,
            Metrics metrics,
            Draws attacks) {
        this.flags = flags;
        this.faults = faults;
        this.retrieval = retrieval;
        this.providers = providers;
        this.prompt = prompt;
        this.goodWithin = goodWithin;
        this.metrics = metrics;
        this.attacks = attacks;
    }

    Http.Response handle(Http.Request request) {
        if (!request.method().equals("POST")) {
            return Http.Response.notAllowed("POST");
        }
        long began = System.nanoTime();
        metrics.arrived();
        ChatRequest chat;
        try {
            chat = ChatRequest.read(request);
        } catch (BadRequestException e) {
            metrics.count(new Refused(Reason.BAD_REQUEST), Duration.ofNanos(System.nanoTime() - began));
            return describe(e.response(), "refused", Reason.BAD_REQUEST.label());
        }
        Outcome outcome = withoutErrors(outcome(chat));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        outcome = inTime(outcome, took);
        metrics.count(outcome, took);
        return response(chat, outcome);
    }

    private Outcome outcome(ChatRequest chat) {
        if (flags.isOn(Flag.LOAD_SHEDDING) && !chat.isUrgent()) {
            return new Refused(Reason.SHED);
        }
        // In a wave of attacks some of the questions come from attackers, whom the gateway plays itself.
        String question = faults.strikes(Fault.INJECTION_WAVE)
                ? ATTACKS.get(attacks.below(ATTACKS.size()))
                : chat.question();
        boolean isBlocked = InjectionFilter.blocks(question, flags.value(Flag.INJECTION_FILTER));
        metrics.injectionChecked(isBlocked);
        if (isBlocked) {
            return new Refused(Reason.INJECTION);
        }
        try {
            return answer(question, chat.model());
        } catch (RuntimeException e) {
            return new Failed(ErrorKind.OWN_CODE, Usage.NONE);
        }
    }

    private Outcome answer(String question, String model) {
        if (!flags.isOn(Flag.PREVIOUS_BUILD) && faults.strikes(Fault.BAD_DEPLOY)) {
            throw new IllegalStateException("what was deployed last does not work");
        }
        if (flags.isOn(Flag.CACHE)) {
            Optional<String> known = cache.get(question);
            if (known.isPresent()) {
                return new Answered(known.get(), Usage.NONE, Set.of(Degradation.CACHED), Optional.empty());
            }
        }

        Set<Degradation> degraded = EnumSet.noneOf(Degradation.class);
        Retrieval.Found found = retrieval.find(question);
        metrics.searched(found);
        List<VectorStore.Hit> passages;
        boolean isMiss = false;
        switch (found) {
            case Retrieval.Found.StoreFailed() -> {
                return new Failed(ErrorKind.RETRIEVAL, Usage.NONE);
            }
            case Retrieval.Found.NotSearched() -> {
                passages = List.of();
                degraded.add(Degradation.NO_SOURCES);
            }
            case Retrieval.Found.Passages(List<VectorStore.Hit> hits) -> {
                passages = hits;
                isMiss = hits.isEmpty();
            }
        }

        if (flags.isOn(Flag.CHEAP_MODEL)) {
            degraded.add(Degradation.CHEAP_MODEL);
        }
        if (flags.isOn(Flag.TOOLS_OFF)) {
            degraded.add(Degradation.NO_TOOLS);
        }
        return switch (converse(question, passages, model)) {
            case Reply.Failure(ErrorKind kind) -> new Failed(kind, Usage.NONE);
            case Reply.Message(Json.Obj message, Usage usage) -> {
                String text = message.text("content").orElse("");
                yield check(question, new Answered(text, usage, degraded, Optional.empty()), isMiss);
            }
        };
    }

    /** Asks the model, and once more if it wants to know what a tool says. */
    private Reply converse(String question, List<VectorStore.Hit> passages, String model) {
        List<Json> messages = new ArrayList<>();
        messages.add(message("system", prompt.text(flags.isOn(Flag.PREVIOUS_PROMPT), passages)));
        messages.add(message("user", question));
        String asked = flags.isOn(Flag.CHEAP_MODEL) ? "fake-small" : model;
        List<Json> tools = flags.isOn(Flag.TOOLS_OFF) ? List.of() : TOOLS;

        Reply first = providers.ask(Json.object("model", asked, "messages", messages, "tools", tools));
        if (!(first instanceof Reply.Message(Json.Obj said, Usage usage))
                || !(said.get("tool_call").orElse(null) instanceof Json.Obj call)) {
            return first;
        }
        messages.add(message("tool", lookUpOrder(call.text("arguments").orElse(""))));
        Reply second = providers.ask(Json.object("model", asked, "messages", messages));
        return second instanceof Reply.Message(Json.Obj answer, Usage more)
                ? new Reply.Message(answer, usage.plus(more))
                : second;
    }

    private static Json message(String role, String content) {
        return Json.object("role", role, "content", content);
    }

    private static String lookUpOrder(String number) {
        return "Order " + number + " has left the warehouse.";
    }

    private Outcome check(String question, Answered answer, boolean isMiss) {
        boolean holdsPii = AnswerChecks.holdsPii(answer.text());
        metrics.piiChecked(holdsPii);
        if (holdsPii) {
            return new Failed(ErrorKind.PII, answer.usage());
        } else if (AnswerChecks.tellsThePrompt(answer.text(), prompt)) {
            return new Failed(ErrorKind.INJECTION, answer.usage());
        } else if (!AnswerChecks.isWellFormed(answer.text())) {
            return flawed(answer, ErrorKind.QUALITY);
        } else if (isMiss) {
            return flawed(answer, ErrorKind.RETRIEVAL);
        }
        if (answer.degraded().isEmpty()) {
            cache.put(question, answer.text());
        }
        return answer;
    }

    private static Answered flawed(Answered answer, ErrorKind flaw) {
        return new Answered(answer.text(), answer.usage(), answer.degraded(), Optional.of(flaw));
    }

    /** Puts the prepared answer in place of what is bad, while the flag says so. */
    private Outcome withoutErrors(Outcome outcome) {
        if (!flags.isOn(Flag.STATIC_ANSWERS)) {
            return outcome;
        }
        return switch (outcome) {
            case Failed failed -> prepared(failed.usage());
            case Answered answer -> answer.flaw().isPresent() ? prepared(answer.usage()) : answer;
            case Refused refused -> refused;
        };
    }

    private static Answered prepared(Usage usage) {
        return new Answered(STATIC_ANSWER, usage, Set.of(Degradation.STATIC), Optional.empty());
    }

    private Outcome inTime(Outcome outcome, Duration took) {
        return outcome instanceof Answered answer && answer.flaw().isEmpty() && took.compareTo(goodWithin) > 0
                ? flawed(answer, ErrorKind.LATE)
                : outcome;
    }

    private Http.Response response(ChatRequest chat, Outcome outcome) {
        return switch (outcome) {
            case Answered answer -> {
                Http.Response response = describe(
                        Http.Response.json(200, completion(chat, answer)),
                        answer.flaw().isEmpty() ? "good" : "bad",
                        answer.flaw().map(ErrorKind::label).orElse(""));
                yield answer.degraded().isEmpty()
                        ? response
                        : response.with("Gateway-Degraded", labels(answer.degraded()));
            }
            case Failed failed -> {
                ErrorKind kind = failed.kind();
                Http.Response response = describe(
                        Http.Response.error(kind.status(), "gateway_error", kind.label(), kind.message()),
                        "bad",
                        kind.label());
                yield kind == ErrorKind.PROVIDER_429 ? response.with("Retry-After", "1") : response;
            }
            case Refused refused -> {
                Reason reason = refused.reason();
                String type = reason == Reason.SHED ? "overloaded_error" : "invalid_request_error";
                Http.Response response = describe(
                        Http.Response.error(reason.status(), type, reason.label(), reason.message()),
                        "refused",
                        reason.label());
                yield reason == Reason.SHED ? response.with("Retry-After", "5") : response;
            }
        };
    }

    private Json completion(ChatRequest chat, Answered answer) {
        Usage usage = answer.usage();
        return Json.object(
                "id", "chatcmpl-" + answered.incrementAndGet(),
                "object", "chat.completion",
                "created", Instant.now().getEpochSecond(),
                "model", chat.model(),
                "fake", true,
                "choices",
                        List.of(Json.object(
                                "index", 0,
                                "message", message("assistant", answer.text()),
                                "finish_reason", "stop")),
                "usage",
                        Json.object(
                                "prompt_tokens", usage.promptTokens(),
                                "completion_tokens", usage.completionTokens(),
                                "total_tokens", usage.promptTokens() + usage.completionTokens(),
                                "cost_microdollars", usage.microDollars()));
    }

    /** Says in headers how the request was counted, so that a client can count along. */
    private static Http.Response describe(Http.Response response, String outcome, String kind) {
        Http.Response described = response.with("Gateway-Outcome", outcome);
        return kind.isEmpty() ? described : described.with("Gateway-Kind", kind);
    }

    private static String labels(Set<Degradation> degraded) {
        return degraded.stream().map(Degradation::label).sorted().collect(Collectors.joining(","));
    }
}
