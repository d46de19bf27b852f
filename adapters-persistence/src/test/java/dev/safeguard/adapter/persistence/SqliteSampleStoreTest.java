package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.SampleStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqliteSampleStoreTest extends SampleStoreContract {

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Override
    protected UnitOfWork unitOfWork() {
        return file.database().unitOfWork();
    }
}
