package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.WorldStore;
import dev.safeguard.application.testkit.WorldStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiWorldStoreTest extends WorldStoreContract {

    @RegisterExtension
    final StateFileOfATest state = new StateFileOfATest();

    @Override
    protected WorldStore worldStore() {
        return state.database().worldStore();
    }
}
