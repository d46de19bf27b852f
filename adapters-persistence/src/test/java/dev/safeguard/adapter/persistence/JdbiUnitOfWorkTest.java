package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.UnitOfWorkContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiUnitOfWorkTest extends UnitOfWorkContract {

    @RegisterExtension
    final StateFileOfATest state = new StateFileOfATest();

    @Override
    protected UnitOfWork unitOfWork() {
        return state.database().unitOfWork();
    }

    @Override
    protected UnitOfWork another() {
        return state.another().unitOfWork();
    }
}
