package dev.safeguard.application.port;

import dev.safeguard.domain.oncall.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the people on call decide outside Safeguard, as it reaches it: acknowledgements read back from a pager, or a
 * simulated responder's. People who type commands do not come this way. Called by one thread at a time.
 */
public interface Responder {

    /** When something will have been decided, if that is known already. */
    Optional<Instant> nextAt();

    /** The decisions due by now, in the order in which they were made, each handed out once. */
    List<Decision> decisionsUntil(Instant now);

    /** Something a person decided. */
    sealed interface Decision {

        Person person();

        /** They have seen the page about this subject. */
        record Acknowledge(String subject, Person person) implements Decision {}

        /** They are at work on this subject, which is a human action like any other. */
        record StillOnIt(String subject, Person person) implements Decision {}

        /** They found that the cause is gone, so that mitigations can come off. */
        record CauseRemoved(String cause, Person person) implements Decision {}
    }
}
