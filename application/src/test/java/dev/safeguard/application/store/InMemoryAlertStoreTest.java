package dev.safeguard.application.store;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.application.testkit.AlertStoreContract;

final class InMemoryAlertStoreTest extends AlertStoreContract {

    private final UnitOfWork unitOfWork = new InMemoryUnitOfWork();

    @Override
    protected UnitOfWork unitOfWork() {
        return unitOfWork;
    }
}
