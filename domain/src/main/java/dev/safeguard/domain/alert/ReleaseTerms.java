package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.Ratio;

/**
 * What a release asks of an error budget.
 *
 * @param minLeft the share of the budget that has to be left, in [0, 1]; at 0 it is enough that something is
 * @param minCoverage the share of the period's buckets that has to be there before a budget is called enough, in [0, 1]
 */
public record ReleaseTerms(Ratio minLeft, Ratio minCoverage) {

    /** Half of the period: a service is not kept from shipping for most of its first month. */
    public static final Ratio DEFAULT_COVERAGE = Ratio.of(1, 2);

    public ReleaseTerms {
        check("the budget that has to be left", minLeft);
        check("the coverage that has to be there", minCoverage);
    }

    private static void check(String what, Ratio share) {
        if (share.compareTo(Ratio.ZERO) < 0 || share.isGreaterThan(Ratio.ONE)) {
            throw new IllegalArgumentException(what + " is a share from 0 to 1, was " + share);
        }
    }
}
