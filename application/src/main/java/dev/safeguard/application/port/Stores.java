package dev.safeguard.application.port;

/** The stores of one transaction. */
public interface Stores {

    SampleStore samples();

    AlertStore alerts();

    IncidentStore incidents();

    EscalationStore escalations();

    RunStore runs();

    EvalCaseStore evalCases();

    Outbox outbox();

    ShiftStore shifts();
}
