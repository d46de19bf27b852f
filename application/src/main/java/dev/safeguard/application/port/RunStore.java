package dev.safeguard.application.port;

import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Walk;
import dev.safeguard.domain.slo.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * Runs and reversals with the leases on them, the ledger of the mitigations they left on, and the kill switch. Instants
 * are kept to the millisecond.
 */
public interface RunStore {

    /**
     * Stores the run or the reversal and the lease under which it was moved on, in place of their earlier state.
     *
     * @throws StoreException.Conflict when another run or reversal of the service is active
     * @throws StoreException.Fenced when it is stored under a higher fence, or under the same one by another worker
     */
    void save(Walk walk, Lease lease);

    /** The lease on this run or reversal, where it is known. */
    Optional<Lease> lease(RunId id);

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

    /** The mitigations in force anywhere, oldest first. */
    List<ActiveMitigation> activeMitigations();

    /** The kill switch, where it is pulled. */
    Optional<AutomationPause> pause();

    /** Pulls the kill switch, or lets it go when empty. */
    void setPause(Optional<AutomationPause> pause);
}
