package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.RunId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the {@link Stores} of one transaction guarantee together. */
public abstract class StoresContract extends PersistenceContract {

    private static final RunId RUN = new RunId("INC-1.run-1");

    @Test
    void allStoresCommitTogether() {
        write(StoresContract::writeToEach);
        assertEquals(List.of(1, 1, 1, 1, 1, 1, 1, 1), read(StoresContract::countEach));
    }

    @Test
    void allStoresRollBackTogether() {
        assertThrows(IllegalArgumentException.class, () -> write(stores -> {
            writeToEach(stores);
            throw new IllegalArgumentException("no");
        }));
        assertEquals(List.of(0, 0, 0, 0, 0, 0, 0, 0), read(StoresContract::countEach));
    }

    private static void writeToEach(Stores stores) {
        stores.samples().save(Examples.samples(Examples.NOW, 1, 1, 1));
        stores.alerts().saveRule(Examples.rule());
        stores.incidents().open(Examples::incident);
        stores.escalations().save(Examples.ladder("INC-1"));
        stores.runs().save(Examples.run(RUN), Examples.LEASE);
        stores.evalCases().save(Examples.evalCase(new IncidentId(1)));
        stores.outbox().put(Examples.page("INC-1:1"));
        stores.shifts().save(Examples.shift());
    }

    private static List<Integer> countEach(Stores stores) {
        return List.of(
                stores.samples()
                        .find(Examples.slo().name(), Examples.NOW, Examples.NOW.plusSeconds(60))
                        .size(),
                stores.alerts().rules().size(),
                stores.incidents().all().size(),
                stores.escalations().due().size(),
                stores.runs().runsOf(Examples.SERVICE).size(),
                stores.evalCases().all().size(),
                stores.outbox().pending().size(),
                stores.shifts().find().isPresent() ? 1 : 0);
    }
}
