package dev.safeguard.domain.runbook;

import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something that is being done to a service, step by step: a run forward through a runbook, or its reversal. A service
 * has at most one that is not finished.
 */
public sealed interface Walk permits RunbookRun, Reversal {

    RunId id();

    /** What it is done for, in the words of who started it. */
    String subject();

    ServiceName service();

    /** The SLO that judges it. */
    SloName slo();

    /** The length of its buckets. */
    Duration resolution();

    Authority authority();

    Phase phase();

    /** What became of its steps, as far as it has gone. */
    List<StepResult> results();

    /** What to do at this time. */
    Command next(Instant now);

    /** The same as it is to be taken up by a worker that did not make the last decision. */
    Walk resumed();

    default boolean isFinished() {
        return phase() instanceof Phase.Finished;
    }
}
