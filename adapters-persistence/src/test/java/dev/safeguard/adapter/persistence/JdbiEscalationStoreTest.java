package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.EscalationStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiEscalationStoreTest extends EscalationStoreContract {

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Override
    protected UnitOfWork unitOfWork() {
        return file.database().unitOfWork();
    }
}
