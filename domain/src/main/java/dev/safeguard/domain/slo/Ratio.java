package dev.safeguard.domain.slo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact rational number, in lowest terms with a positive denominator. Every comparison that decides something is
 * made on these; {@link #toDecimal} rounds, and is for showing only.
 */
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {

    public static final Ratio ZERO = of(0, 1);
    public static final Ratio ONE = of(1, 1);

    /** Reduces to lowest terms, so that equal ratios are equal records. */
    public Ratio {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("a ratio needs a denominator other than 0, was " + numerator + "/0");
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    public static Ratio of(long numerator, long denominator) {
        return new Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** The decimal as it is written: {@code 0.1} is one tenth, not its binary neighbour. */
    public static Ratio of(BigDecimal decimal) {
        return decimal.scale() <= 0
                ? new Ratio(decimal.toBigIntegerExact(), BigInteger.ONE)
                : new Ratio(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    public static Ratio of(String decimal) {
        return of(new BigDecimal(decimal));
    }

    public Ratio plus(Ratio other) {
        return new Ratio(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Ratio minus(Ratio other) {
        return plus(new Ratio(other.numerator.negate(), other.denominator));
    }

    public Ratio times(Ratio other) {
        return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    public Ratio dividedBy(Ratio other) {
        return new Ratio(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    public boolean isGreaterThan(Ratio other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Ratio other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** The value rounded half up to {@code scale} decimal places; for showing, never for deciding. */
    public BigDecimal toDecimal(int scale) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), scale, RoundingMode.HALF_UP);
    }

    /** The shortest decimal when it terminates within six places, else rounded half up to four. */
    @Override
    public String toString() {
        BigDecimal six = toDecimal(6);
        BigDecimal shown = of(six).equals(this) ? six : toDecimal(4);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }
}
