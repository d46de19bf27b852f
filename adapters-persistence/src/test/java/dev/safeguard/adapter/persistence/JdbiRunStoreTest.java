package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.RunStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiRunStoreTest extends RunStoreContract {

    @RegisterExtension
    final StateFileOfATest state = new StateFileOfATest();

    @Override
    protected UnitOfWork unitOfWork() {
        return state.database().unitOfWork();
    }
}
