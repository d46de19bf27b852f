package dev.safeguard.application.port;

import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.IncidentId;
import java.util.List;
import java.util.Optional;

/** The regression cases made so far, by their stable id. */
public interface EvalCaseStore {

    /** Stores the case; one of the same id, that is of the same content, keeps its first source. */
    void save(EvalCase evalCase);

    /** The case that was made of this incident, or of another with the same content. */
    Optional<EvalCase> find(String id);

    /** The case whose first source is this incident; the newest where its content changed meanwhile. */
    Optional<EvalCase> ofIncident(IncidentId incident);

    /** All cases, by id. */
    List<EvalCase> all();
}
