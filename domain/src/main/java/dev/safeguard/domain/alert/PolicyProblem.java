package dev.safeguard.domain.alert;

import java.util.Optional;

/**
 * One reason why a policy cannot work for an SLO.
 *
 * @param position of the tier that it is about, from 0, in the order in which the tiers were given; none where it is
 *     about all of them
 * @param tier the name of that tier
 * @param sentence what is wrong, with the value seen
 * @param fix a policy that works for the SLO, as near to the one that was asked for as can be: the same one for every
 *     problem of a policy, and none only where the period is too short for any two windows
 */
public record PolicyProblem(
        Kind kind, Optional<Integer> position, Optional<String> tier, String sentence, Optional<AlertPolicy> fix) {

    /** What can be wrong. */
    public enum Kind {
        /** There is no tier. */
        NO_TIERS,
        /** Two tiers bear one name. */
        DUPLICATE_NAME,
        /** The short window is not shorter than the long one. */
        SHORT_NOT_SHORTER,
        /** A window does not consist of whole buckets. */
        NO_MULTIPLE_OF_RESOLUTION,
        /** A window looks further back than the budget does. */
        LONGER_THAN_PERIOD,
        /** Not even a total outage fires it. */
        UNREACHABLE,
        /** It fires while the budget is kept. */
        INSIDE_BUDGET,
        /** No built-in tiers are there for the period. */
        NO_CATALOGUE,
        /** The built-in page tiers would page inside the budget. */
        OBJECTIVE_TOO_LOW
    }
}
