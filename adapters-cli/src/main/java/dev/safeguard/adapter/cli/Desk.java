package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.GetStatus;
import dev.safeguard.application.alert.ReadBudgets;
import dev.safeguard.application.eval.ReadEvalCases;
import dev.safeguard.application.incident.AcknowledgeIncident;
import dev.safeguard.application.incident.CancelIncident;
import dev.safeguard.application.incident.CloseIncident;
import dev.safeguard.application.incident.DeclareIncident;
import dev.safeguard.application.incident.JudgeRelease;
import dev.safeguard.application.incident.NoteIncident;
import dev.safeguard.application.incident.ReadIncidents;
import dev.safeguard.application.incident.ReopenIncident;
import dev.safeguard.application.incident.ResolveIncident;
import dev.safeguard.application.incident.TriageIncident;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.postmortem.WritePostmortem;
import dev.safeguard.application.runbook.PauseAutomation;
import dev.safeguard.application.runbook.ReadLedger;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The use cases for reading and steering, assembled on one state.
 *
 * @param origin where the state's measurements come from, in words: {@code simulated (provider-outage), clock stands at
 *     2026-03-02T12:00Z}
 * @param state the state file
 * @param postmortemFolder where postmortems are written
 * @param closing lets go of the state
 */
public record Desk(
        String origin,
        Path state,
        Path postmortemFolder,
        Clock clock,
        GetStatus status,
        ReadBudgets budgets,
        JudgeRelease releases,
        ReadIncidents incidents,
        DeclareIncident declare,
        AcknowledgeIncident acknowledge,
        TriageIncident triage,
        NoteIncident note,
        ResolveIncident resolve,
        CloseIncident closeIncident,
        ReopenIncident reopen,
        CancelIncident cancel,
        Supplier<WritePostmortem> postmortems,
        ReadEvalCases evalCases,
        ReadLedger ledger,
        PauseAutomation automation,
        Runnable closing)
        implements AutoCloseable {

    @Override
    public void close() {
        closing.run();
    }
}
