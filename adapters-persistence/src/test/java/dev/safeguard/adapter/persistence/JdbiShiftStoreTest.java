package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.ShiftStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiShiftStoreTest extends ShiftStoreContract {

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Override
    protected UnitOfWork unitOfWork() {
        return file.database().unitOfWork();
    }
}
