package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.SampleStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiSampleStoreTest extends SampleStoreContract {

    @RegisterExtension
    final StateFileOfATest state = new StateFileOfATest();

    @Override
    protected UnitOfWork unitOfWork() {
        return state.database().unitOfWork();
    }
}
