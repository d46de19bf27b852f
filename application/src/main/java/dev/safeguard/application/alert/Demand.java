package dev.safeguard.application.alert;

import dev.safeguard.application.alert.PolicySuggestion.Thing;
import dev.safeguard.domain.alert.Severity;

/**
 * One thing that a policy has to tell of: something of this severity or above is sent from {@code from} on and by the
 * {@code deadline}, both included. Or, for what the present policy was telling of already, the level stands at the
 * deadline; nothing else counts as standing, or a policy that always pages would be the quietest.
 *
 * @param from seconds since 1970, as the deadline
 */
record Demand(Thing thing, Severity severity, long from, long deadline, boolean standing) {

    boolean isMetBy(Told told) {
        return standing ? told.stands(severity, deadline) : told.sent(severity, from, deadline);
    }
}
