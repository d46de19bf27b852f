package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.ShiftStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiShiftStoreTest extends ShiftStoreContract {

    @RegisterExtension
    final StateFileOfATest state = new StateFileOfATest();

    @Override
    protected UnitOfWork unitOfWork() {
        return state.database().unitOfWork();
    }
}
