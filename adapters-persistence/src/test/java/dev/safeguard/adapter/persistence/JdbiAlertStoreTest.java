package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.AlertStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiAlertStoreTest extends AlertStoreContract {

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Override
    protected UnitOfWork unitOfWork() {
        return file.database().unitOfWork();
    }
}
