package dev.safeguard.application.incident;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.Triage;
import dev.safeguard.domain.slo.Figures;
import java.time.Instant;
import java.util.Optional;

/** Names the likely symptom of an incident: by its errors, or by the word of a human. */
public final class TriageIncident {

    /** The symptom recorded when none is known. */
    public static final String UNKNOWN = "unknown";

    private final UnitOfWork work;
    private final Clock clock;

    public TriageIncident(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The incident, triaged by a human.
     *
     * @param runbook the runbook to walk, where one is chosen
     * @throws IncidentNotFoundException when there is none of this id
     * @throws dev.safeguard.domain.incident.IllegalTransitionException when it is past triage
     */
    public Incident triage(IncidentId id, String symptom, Optional<String> runbook, Actor human) {
        return work.write(stores -> {
            String choice = runbook.map(name -> ", runbook " + name).orElse("");
            Incident triaged = Lookup.any(stores, id)
                    .with(clock.now(), human, new Change.Triaged(symptom, runbook), "symptom " + symptom + choice);
            stores.incidents().save(triaged);
            return triaged;
        });
    }

    /** The incident, triaged by its errors, within a transaction. An ambiguous or unknown symptom picks no runbook. */
    public Incident triage(
            Stores stores, Incident incident, Triage triage, Optional<String> runbook, Figures figures, Instant now) {
        Change.Triaged change =
                switch (triage) {
                    case Triage.Likely likely -> new Change.Triaged(likely.symptom().name(), runbook);
                    case Triage.Ambiguous ignored -> new Change.Triaged("ambiguous", Optional.empty());
                    case Triage.Unknown ignored -> new Change.Triaged(UNKNOWN, Optional.empty());
                };
        String message = "symptom " + change.symptom() + " (" + triage.evidence() + ")"
                + change.runbook().map(name -> " -> runbook " + name).orElse(": no runbook, a human decides");
        Incident triaged = incident.with(
                now,
                Actor.TRIAGE,
                change,
                message,
                Figures.NONE
                        .with("symptom", change.symptom())
                        .with("runbook", change.runbook().orElse(""))
                        .withAll(figures));
        stores.incidents().save(triaged);
        return triaged;
    }
}
