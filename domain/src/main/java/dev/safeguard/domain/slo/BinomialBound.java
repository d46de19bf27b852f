package dev.safeguard.domain.slo;

/**
 * What a number of events proves about the true SLI: the exact one-sided 95 % binomial bounds of Clopper and Pearson,
 * asked the way the checks need them. A bound lies beyond a given SLI {@code p} exactly when the binomial tail at
 * {@code p} is below 5 %, so no bound is ever solved for.
 *
 * @see <a href="https://doi.org/10.1093/biomet/26.4.404">Clopper and Pearson, Biometrika 26 (1934)</a>
 */
public final class BinomialBound {

    private static final double ALPHA = 0.05;

    private BinomialBound() {}

    /** Whether so few events are good that the true SLI lies below the objective: upper bound {@code < objective}. */
    public static boolean provesBelow(EventCounts counts, Objective objective) {
        return lowerTail(counts.good(), counts.total(), objective.value().doubleValue()) < ALPHA;
    }

    /** Whether so few events are bad that the true SLI reaches the objective: lower bound {@code >= objective}. */
    public static boolean provesAtLeast(EventCounts counts, Objective objective) {
        double badShare = objective.errorBudget().toDecimal(20).doubleValue();
        return counts.total() > 0 && lowerTail(counts.bad(), counts.total(), badShare) <= ALPHA;
    }

    /**
     * {@code P(X <= k)} for {@code X ~ Binomial(n, p)}, summed downward from the term of {@code k}, where terms only
     * shrink. At or above the mean the tail holds about half of the mass or more, and 1 is answered: no bound is there.
     */
    private static double lowerTail(long k, long n, double p) {
        if (n == 0 || k >= n * p) {
            return 1;
        }
        double logTerm = logFactorial(n) - logFactorial(k) - logFactorial(n - k)
                + k * Math.log(p) + (n - k) * Math.log1p(-p);
        double relative = 1;
        double sum = 1;
        for (long j = k; j > 0 && relative > sum * 1e-17; j--) {
            relative *= j / (n - j + 1.0) * ((1 - p) / p);
            sum += relative;
        }
        return Math.exp(logTerm) * sum;
    }

    /** {@code ln n!}: exact logarithms for small n, Stirling's series with four terms beyond (error below 1e-15). */
    private static double logFactorial(long n) {
        if (n < 32) {
            double product = 0;
            for (long i = 2; i <= n; i++) {
                product += Math.log((double) i);
            }
            return product;
        }
        double x = (double) n;
        double square = x * x;
        double series = 1 / (12 * x) - 1 / (360 * x * square) + 1 / (1260 * x * square * square)
                - 1 / (1680 * x * square * square * square);
        return x * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI * x) + series;
    }
}
