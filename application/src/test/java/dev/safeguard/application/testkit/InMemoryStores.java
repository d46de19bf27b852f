package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Stores;

/** All stores of one transaction in memory. */
record InMemoryStores(
        InMemorySampleStore samples,
        InMemoryAlertStore alerts,
        InMemoryIncidentStore incidents,
        InMemoryEscalationStore escalations,
        InMemoryRunStore runs,
        InMemoryEvalCaseStore evalCases,
        InMemoryOutbox outbox,
        InMemoryShiftStore shifts)
        implements Stores {

    static InMemoryStores empty() {
        InMemoryAccess access = InMemoryAccess.toRead();
        return new InMemoryStores(
                new InMemorySampleStore(access),
                new InMemoryAlertStore(access),
                new InMemoryIncidentStore(access),
                new InMemoryEscalationStore(access),
                new InMemoryRunStore(access),
                new InMemoryEvalCaseStore(access),
                new InMemoryOutbox(access),
                new InMemoryShiftStore(access));
    }

    InMemoryStores copy(InMemoryAccess access) {
        return new InMemoryStores(
                samples.copy(access),
                alerts.copy(access),
                incidents.copy(access),
                escalations.copy(access),
                runs.copy(access),
                evalCases.copy(access),
                outbox.copy(access),
                shifts.copy(access));
    }
}
