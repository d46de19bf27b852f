package dev.safeguard.application.runbook;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.runbook.ActiveMitigation;
import java.util.List;

/** Reads the ledger of the mitigations that are in force. */
public final class ReadLedger {

    private final UnitOfWork work;

    public ReadLedger(UnitOfWork work) {
        this.work = work;
    }

    /** Those in force on any service, oldest first. */
    public List<ActiveMitigation> all() {
        return work.read(stores -> stores.runs().activeMitigations());
    }
}
