package dev.safeguard.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
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
import dev.safeguard.application.port.EvalSink;
import dev.safeguard.application.port.PostmortemSink;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.postmortem.WritePostmortem;
import dev.safeguard.application.runbook.PauseAutomation;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.domain.oncall.Roster;
import java.util.function.Supplier;

/** The use cases for reading and steering, on whatever state and clock the other modules bind. */
final class DeskModule extends AbstractModule {

    private final Clock clock;
    private final Supplier<Roster> roster;

    /** Only what names people asks for the roster, whose time zones take a while to load. */
    DeskModule(Clock clock, Supplier<Roster> roster) {
        this.clock = clock;
        this.roster = roster;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        Provider<UnitOfWork> work = getProvider(UnitOfWork.class);
        Provider<EvalSink> evalSink = getProvider(EvalSink.class);
        Provider<PostmortemSink> postmortemSink = getProvider(PostmortemSink.class);
        bind(Clock.class).toInstance(clock);
        bind(GetStatus.class).toProvider(() -> new GetStatus(work.get(), clock));
        bind(ReadBudgets.class).toProvider(() -> new ReadBudgets(work.get(), clock));
        bind(JudgeRelease.class).toProvider(() -> new JudgeRelease(work.get(), clock));
        bind(ReadIncidents.class).toProvider(() -> new ReadIncidents(work.get()));
        bind(DeclareIncident.class).toProvider(() -> new DeclareIncident(work.get(), clock));
        bind(AcknowledgeIncident.class).toProvider(() -> new AcknowledgeIncident(work.get(), clock));
        bind(TriageIncident.class).toProvider(() -> new TriageIncident(work.get(), clock));
        bind(NoteIncident.class).toProvider(() -> new NoteIncident(work.get(), clock));
        bind(ResolveIncident.class).toProvider(() -> new ResolveIncident(work.get(), clock));
        bind(CloseIncident.class).toProvider(() -> new CloseIncident(work.get(), clock));
        bind(ReopenIncident.class).toProvider(() -> new ReopenIncident(work.get(), clock));
        bind(CancelIncident.class).toProvider(() -> new CancelIncident(work.get(), clock));
        bind(WritePostmortem.class)
                .toProvider(() -> new WritePostmortem(work.get(), clock, postmortemSink.get(), roster.get().everybody()));
        bind(ReadLedger.class).toProvider(() -> new ReadLedger(work.get()));
        bind(PauseAutomation.class).toProvider(() -> new PauseAutomation(work.get(), clock));
        bind(ReadEvalCases.class).toProvider(() -> new ReadEvalCases(work.get(), evalSink.get()));
    }
}
