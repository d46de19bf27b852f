package dev.safeguard.adapter.simulation;

import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.util.Optional;

/** The SLIs of the simulated service. */
enum Sli {
    CHAT_ANSWERS("chat", "answers returned successfully", "0.99"),
    RETRIEVAL_HITS("rag", "answers whose retrieval returned enough documents", "0.98"),
    RELEASE_ANSWERS("assistant", "successful answers after a release", "0.995"),
    HOSTILE_PROMPTS_STOPPED("guard", "hostile prompts stopped", "0.90"),
    ANSWERS_UNDER_COST_LIMIT("cost", "answers that cost no more than their limit", "0.99");

    private final String service;
    private final String description;
    private final String objective;

    Sli(String service, String description, String objective) {
        this.service = service;
        this.description = description;
        this.objective = objective;
    }

    static Optional<Sli> of(SloName name) {
        return Words.find(Sli.class, name.value());
    }

    SloName sloName() {
        return new SloName(Words.of(this));
    }

    Slo slo() {
        return new Slo(
                sloName(),
                new ServiceName(service),
                description,
                Objective.of(objective),
                Slo.DEFAULT_PERIOD,
                Slo.DEFAULT_RESOLUTION);
    }

    /** What becomes of what arrives while this is in force. */
    Fate fate(Conditions conditions) {
        return switch (this) {
            case CHAT_ANSWERS -> Equations.chatAnswers(conditions);
            case RETRIEVAL_HITS -> Equations.retrievalHits(conditions);
            case RELEASE_ANSWERS -> Equations.releaseAnswers(conditions);
            case HOSTILE_PROMPTS_STOPPED -> Equations.hostilePromptsStopped(conditions);
            case ANSWERS_UNDER_COST_LIMIT -> Equations.answersUnderCostLimit(conditions);
        };
    }
}
