package dev.safeguard.application.port;

import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.slo.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * Runs and reversals, and the ledger of the mitigations they left on. Instants are kept to the millisecond.
 */
public interface RunStore {

    /**
     * Stores the run, in place of its earlier state.
     *
     * @throws StoreException.Conflict when another run or reversal of the service is active
     */
    void save(RunbookRun run);

    /**
     * Stores the reversal, in place of its earlier state.
     *
     * @throws StoreException.Conflict when another run or reversal of the service is active
     */
    void save(Reversal reversal);

    /** The run of the service that is not finished. */
    Optional<RunbookRun> activeRun(ServiceName service);

    /** The reversal of the service that is not finished. */
    Optional<Reversal> activeReversal(ServiceName service);

    /** All runs of the service, oldest first. */
    List<RunbookRun> runsOf(ServiceName service);

    /** An id that no run or reversal of this subject has yet. */
    RunId nextId(String subject);

    /** Puts a mitigation on the ledger, in place of an entry of the same id. */
    void add(ActiveMitigation mitigation);

    /** Takes it off the ledger; taking off what is not on it changes nothing. */
    void remove(ActiveMitigation mitigation);

    /** The mitigations in force on the service, oldest first. */
    List<ActiveMitigation> activeMitigations(ServiceName service);
}
