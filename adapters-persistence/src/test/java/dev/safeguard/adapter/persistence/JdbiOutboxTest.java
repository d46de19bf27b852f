package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.OutboxContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiOutboxTest extends OutboxContract {

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Override
    protected UnitOfWork unitOfWork() {
        return file.database().unitOfWork();
    }
}
