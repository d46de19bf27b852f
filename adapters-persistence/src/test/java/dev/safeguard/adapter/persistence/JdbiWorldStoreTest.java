package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.WorldStore;
import dev.safeguard.application.testkit.WorldStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JdbiWorldStoreTest extends WorldStoreContract {

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Override
    protected WorldStore worldStore() {
        return file.database().worldStore();
    }

    @Test
    void theWorldIsThereForTheNextProcess() {
        worldStore().put("a world");
        file.close();
        assertEquals(Optional.of("a world"), file.another().worldStore().get());
    }
}
