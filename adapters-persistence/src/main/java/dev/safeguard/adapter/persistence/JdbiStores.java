package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.AlertStore;
import dev.safeguard.application.port.EscalationStore;
import dev.safeguard.application.port.EvalCaseStore;
import dev.safeguard.application.port.IncidentStore;
import dev.safeguard.application.port.Outbox;
import dev.safeguard.application.port.RunStore;
import dev.safeguard.application.port.SampleStore;
import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.application.port.Stores;

/** All stores on one transaction. */
record JdbiStores(Transaction transaction, SampleStore samples) implements Stores {

    @Override
    public AlertStore alerts() {
        return new JdbiAlertStore(transaction);
    }

    @Override
    public IncidentStore incidents() {
        return new JdbiIncidentStore(transaction);
    }

    @Override
    public EscalationStore escalations() {
        return new JdbiEscalationStore(transaction);
    }

    @Override
    public RunStore runs() {
        return new JdbiRunStore(transaction);
    }

    @Override
    public EvalCaseStore evalCases() {
        return new JdbiEvalCaseStore(transaction);
    }

    @Override
    public Outbox outbox() {
        return new JdbiOutbox(transaction);
    }

    @Override
    public ShiftStore shifts() {
        return new JdbiShiftStore(transaction);
    }
}
