package dev.safeguard.domain.slo;

import java.math.BigInteger;

/**
 * The error ratio above which a burn factor is exceeded, prepared so that the decision is one exact integer comparison:
 * {@code bad / total > p / q} exactly when {@code bad * q > p * total}. Products are taken in 128 bits, so no count
 * overflows them.
 */
public final class BurnThreshold {

    private final Ratio errorRatio;
    private final boolean small;

    /** Whether both numbers fit 31 bits, so that small counts times them fit 62. */
    private final boolean tiny;

    private final long numerator;
    private final long denominator;

    private BurnThreshold(Ratio errorRatio) {
        this.errorRatio = errorRatio;
        this.small = errorRatio.numerator().bitLength() < Long.SIZE && errorRatio.denominator().bitLength() < Long.SIZE;
        this.tiny = errorRatio.numerator().bitLength() < Integer.SIZE
                && errorRatio.denominator().bitLength() < Integer.SIZE;
        this.numerator = small ? errorRatio.numerator().longValueExact() : 0;
        this.denominator = small ? errorRatio.denominator().longValueExact() : 0;
    }

    /** The threshold for burning faster than {@code factor} times the budget of this objective. */
    public static BurnThreshold of(Ratio factor, Objective objective) {
        return new BurnThreshold(factor.times(objective.errorBudget()));
    }

    /** The error ratio itself, {@code factor x (1 - objective)}. */
    public Ratio errorRatio() {
        return errorRatio;
    }

    /** Strictly greater: a burn of exactly the factor does not exceed it, and no events exceed nothing. */
    public boolean isExceededBy(EventCounts counts) {
        return isExceededBy(counts.bad(), counts.total());
    }

    /** The same of so many bad events out of so many. */
    public boolean isExceededBy(long bad, long total) {
        if (tiny && (bad | total) >>> (Integer.SIZE - 1) == 0) {
            return bad * denominator > total * numerator;
        }
        if (!small) {
            return BigInteger.valueOf(bad)
                            .multiply(errorRatio.denominator())
                            .compareTo(BigInteger.valueOf(total).multiply(errorRatio.numerator()))
                    > 0;
        }
        long leftHigh = Math.multiplyHigh(bad, denominator);
        long rightHigh = Math.multiplyHigh(total, numerator);
        return leftHigh != rightHigh
                ? leftHigh > rightHigh
                : Long.compareUnsigned(bad * denominator, total * numerator) > 0;
    }
}
