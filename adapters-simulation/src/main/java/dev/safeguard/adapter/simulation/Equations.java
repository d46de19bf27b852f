package dev.safeguard.adapter.simulation;

import static dev.safeguard.adapter.simulation.Fault.BAD_DEPLOY;
import static dev.safeguard.adapter.simulation.Fault.BLIP;
import static dev.safeguard.adapter.simulation.Fault.COST_SPIKE;
import static dev.safeguard.adapter.simulation.Fault.PROMPT_INJECTION_WAVE;
import static dev.safeguard.adapter.simulation.Fault.PROVIDER_OUTAGE;
import static dev.safeguard.adapter.simulation.Fault.SLOW_LEAK;
import static dev.safeguard.adapter.simulation.Fault.VECTOR_STORE_FULL;
import static dev.safeguard.adapter.simulation.Flag.ANSWER_WITHOUT_SOURCES;
import static dev.safeguard.adapter.simulation.Flag.BLOCK_PATTERN;
import static dev.safeguard.adapter.simulation.Flag.CACHE;
import static dev.safeguard.adapter.simulation.Flag.CAP_OUTPUT;
import static dev.safeguard.adapter.simulation.Flag.CHEAP_MODEL;
import static dev.safeguard.adapter.simulation.Flag.FALLBACK;
import static dev.safeguard.adapter.simulation.Flag.INGEST_PAUSED;
import static dev.safeguard.adapter.simulation.Flag.KEYWORD_SEARCH;
import static dev.safeguard.adapter.simulation.Flag.LOAD_SHEDDING;
import static dev.safeguard.adapter.simulation.Flag.MORE_WORKERS;
import static dev.safeguard.adapter.simulation.Flag.NEW_PROMPT_OFF;
import static dev.safeguard.adapter.simulation.Flag.RECYCLE_WORKERS;
import static dev.safeguard.adapter.simulation.Flag.REQUIRE_LOGIN;
import static dev.safeguard.adapter.simulation.Flag.RETRY_ERRORS;
import static dev.safeguard.adapter.simulation.Flag.ROUTE_TO_PREVIOUS;
import static dev.safeguard.adapter.simulation.Flag.SECOND_CLASSIFIER;
import static dev.safeguard.adapter.simulation.Flag.SERVE_SNAPSHOT;
import static dev.safeguard.adapter.simulation.Flag.STATIC_ANSWERS;
import static dev.safeguard.adapter.simulation.Flag.STRICT_FILTER;
import static dev.safeguard.adapter.simulation.Flag.TOOLS_OFF;

import dev.safeguard.adapter.simulation.Fate.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The physics of the simulated service: one equation for each SLI, from what is in force to what becomes of the
 * arrivals. They are the whole of it, and {@code docs/simulation.md} tells them in words.
 */
final class Equations {

    /** Requests that arrive in a minute, the mean over a day. */
    static final int REQUESTS = 600;

    /** Hostile prompts that arrive in a minute: always, and during a wave. */
    static final int HOSTILE_PROMPTS = 40;

    static final int HOSTILE_PROMPTS_IN_A_WAVE = 400;

    /** The share that fails, for no reason worth knowing, of what is good otherwise. */
    static final double BASELINE = 0.0002;

    private static final double FALLBACK_CAPACITY = 0.35;
    private static final double CACHE_HITS = 0.2;
    private static final double SHED = 0.125;

    private Equations() {}

    /**
     * Answers returned successfully. What neither shedding nor the cache takes away goes to the model provider; what
     * the provider fails goes to the fallback, which answers as much as it has capacity for. A leaking gateway times
     * out on a share of what is answered then.
     */
    static Fate chatAnswers(Conditions now) {
        double shed = now.isOn(LOAD_SHEDDING) ? SHED : 0;
        double cached = now.isOn(CACHE) ? CACHE_HITS : 0;
        double providerFails = 1 - (1 - now.share(PROVIDER_OUTAGE)) * (1 - now.share(BLIP));
        double needFallback = (1 - shed) * (1 - cached) * providerFails;
        double unanswered = Math.max(0, needFallback - (now.isOn(FALLBACK) ? FALLBACK_CAPACITY : 0));

        double leak = now.isOn(RECYCLE_WORKERS) ? 0 : now.share(SLOW_LEAK) * (now.isOn(MORE_WORKERS) ? 0.5 : 1);
        double timedOut = (1 - shed - unanswered) * leak;

        List<Part> failing = List.of(
                new Part("provider-5xx", unanswered * 0.97),
                new Part("provider-timeout", unanswered * 0.03),
                new Part("gateway-timeout", timedOut));
        return canned(now, part(now, LOAD_SHEDDING, "shed", shed), failing);
    }

    /** Answers whose retrieval returned enough documents. A full vector store misses unless something is done. */
    static Fate retrievalHits(Conditions now) {
        double missed = now.share(VECTOR_STORE_FULL)
                * (now.isOn(INGEST_PAUSED) ? 0.8 : 1)
                * (now.isOn(SERVE_SNAPSHOT) ? 0.25 : 1)
                * (now.isOn(KEYWORD_SEARCH) ? 0.1 : 1);
        return now.isOn(ANSWER_WITHOUT_SOURCES)
                ? fate(REQUESTS, Optional.empty(), List.of(), List.of(new Part("no-sources", missed)))
                : fate(REQUESTS, Optional.empty(), List.of(new Part("index-rejected", missed)), List.of());
    }

    /** Successful answers after a release. Trying again helps unless the second try fails as well. */
    static Fate releaseAnswers(Conditions now) {
        double fails = now.share(BAD_DEPLOY) * (now.isOn(NEW_PROMPT_OFF) ? 0.7 : 1);
        if (now.isOn(RETRY_ERRORS)) {
            fails = fails * fails;
        }
        if (now.isOn(ROUTE_TO_PREVIOUS)) {
            fails = 0;
        }
        List<Part> failing = List.of(new Part("bad-output", fails * 0.9), new Part("exception", fails * 0.1));
        return canned(now, Optional.empty(), failing);
    }

    /** The share of hostile prompts that is stopped. In a wave there are ten times as many. */
    static Fate hostilePromptsStopped(Conditions now) {
        double wave = now.share(PROMPT_INJECTION_WAVE);
        double missed = Math.min(
                1,
                0.01
                        + wave
                                * (now.isOn(STRICT_FILTER) ? 0.5 : 1)
                                * (now.isOn(SECOND_CLASSIFIER) ? 0.35 : 1)
                                * (now.isOn(BLOCK_PATTERN) ? 0.2 : 1));
        double turnedAway = now.isOn(REQUIRE_LOGIN) ? 0.9 : 0;
        return new Fate(
                wave > 0 ? HOSTILE_PROMPTS_IN_A_WAVE : HOSTILE_PROMPTS,
                part(now, REQUIRE_LOGIN, "login-required", turnedAway),
                List.of(new Part("jailbreak-passed", (1 - turnedAway) * missed)),
                List.of());
    }

    /** Answers that cost no more than their limit. */
    static Fate answersUnderCostLimit(Conditions now) {
        double over = now.share(COST_SPIKE)
                * (now.isOn(CHEAP_MODEL) ? 0.4 : 1)
                * (now.isOn(CAP_OUTPUT) ? 0.1 : 1)
                * (now.isOn(TOOLS_OFF) ? 0.8 : 1)
                * (now.isOn(CACHE) ? 1 - CACHE_HITS : 1);
        List<Part> degraded = new ArrayList<>();
        part(now, CHEAP_MODEL, "cheap-model", 0.4).ifPresent(degraded::add);
        part(now, CAP_OUTPUT, "capped", 0.2).ifPresent(degraded::add);
        return fate(REQUESTS, Optional.empty(), List.of(new Part("over-limit", over)), degraded);
    }

    /** With static answers on, everyone who would get an error gets a canned answer: good, and reduced. */
    private static Fate canned(Conditions now, Optional<Part> refused, List<Part> failing) {
        double share = failing.stream().mapToDouble(Part::share).sum();
        return now.isOn(STATIC_ANSWERS)
                ? fate(REQUESTS, refused, List.of(), List.of(new Part("static", share)))
                : fate(REQUESTS, refused, failing, List.of());
    }

    /** Adds the errors there always are. */
    private static Fate fate(int arrivals, Optional<Part> refused, List<Part> failing, List<Part> degraded) {
        Fate without = new Fate(arrivals, refused, failing, degraded);
        List<Part> errors = new ArrayList<>(failing);
        errors.add(new Part("other", without.good() * BASELINE));
        return new Fate(arrivals, refused, List.copyOf(errors), List.copyOf(degraded));
    }

    private static Optional<Part> part(Conditions now, Flag flag, String kind, double share) {
        return now.isOn(flag) ? Optional.of(new Part(kind, share)) : Optional.empty();
    }
}
