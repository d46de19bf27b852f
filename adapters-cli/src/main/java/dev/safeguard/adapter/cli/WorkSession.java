package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.ShiftSession;
import dev.safeguard.application.runbook.RunPlan;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.RunbookRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Work on a service that a human orders, assembled; closing it lets go of the state. */
public interface WorkSession extends AutoCloseable {

    /** What is worked on, in words: {@code simulated service (provider-outage), virtual clock}. */
    String title();

    Path state();

    Instant now();

    /** The runbooks there are, by name. */
    List<String> runbooks();

    /** What the runbook of this name would do now; nothing is written. */
    RunPlan plan(String runbook);

    /** The run of that plan, begun. */
    RunId approve(String runbook, String hash, Actor human);

    /** The run that is not over, on any service. */
    Optional<RunId> activeRun();

    /** Whether anything is being done to any service. */
    boolean isActing();

    /** The run, as far as it has gone. */
    RunbookRun run(RunId id);

    /** What is in force on any service, oldest first. */
    List<ActiveMitigation> ledger();

    /** The reversal of these, begun; they are all on one service. */
    RunId revert(List<ActiveMitigation> chosen, Actor human);

    /** Whoever moves on what was begun, until it is over; empty when another process stands a shift, which does it. */
    Optional<ShiftSession> shift();

    @Override
    void close();

    /**
     * What to work on.
     *
     * @param runbook the file of a runbook that is not among those of the configuration
     * @param plugins the folder of jars with further mitigations
     */
    record Choice(Composition.Where where, Optional<Path> runbook, Optional<Path> plugins) {}
}
