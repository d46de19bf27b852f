package dev.safeguard.application.port;

import dev.safeguard.domain.oncall.Escalation;
import java.util.List;
import java.util.Optional;

/** The ladders being climbed, one for each subject. Instants are kept to the millisecond. */
public interface EscalationStore {

    /** Stores the ladder, in place of the one of the same subject. */
    void save(Escalation escalation);

    Optional<Escalation> find(String subject);

    /** All ladders that have a next level due some time, the one due first coming first. */
    List<Escalation> due();
}
