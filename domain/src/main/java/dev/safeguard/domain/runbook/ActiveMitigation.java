package dev.safeguard.domain.runbook;

import dev.safeguard.domain.slo.ServiceName;
import java.time.Duration;
import java.time.Instant;

/**
 * A mitigation that is in force: an entry of the ledger, until it is reverted.
 *
 * @param index the step's place in its run, from 0
 * @param change what was found and what was set
 * @param owner on whose word it was set
 * @param expiresAt from when it is overdue; nothing is reverted by itself
 */
public record ActiveMitigation(
        RunId run,
        int index,
        Step step,
        String subject,
        ServiceName service,
        MitigationPlan change,
        Authority owner,
        Instant since,
        Instant expiresAt) {

    /** How long a mitigation may stay on before somebody is asked about it. */
    public static final Duration DEFAULT_EXPIRY = Duration.ofHours(24);

    /** Whether it has been on for longer than it was meant to. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** The name of this entry, unique in the ledger: {@code INC-7.run-1/2}. */
    public String id() {
        return run + "/" + (index + 1);
    }
}
