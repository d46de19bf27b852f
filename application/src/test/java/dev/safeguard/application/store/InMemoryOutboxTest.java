package dev.safeguard.application.store;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.application.testkit.OutboxContract;

final class InMemoryOutboxTest extends OutboxContract {

    private final UnitOfWork unitOfWork = new InMemoryUnitOfWork();

    @Override
    protected UnitOfWork unitOfWork() {
        return unitOfWork;
    }
}
