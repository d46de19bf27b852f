package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.IncidentStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiIncidentStoreTest extends IncidentStoreContract {

    @RegisterExtension
    final StateFileOfATest state = new StateFileOfATest();

    @Override
    protected UnitOfWork unitOfWork() {
        return state.database().unitOfWork();
    }
}
