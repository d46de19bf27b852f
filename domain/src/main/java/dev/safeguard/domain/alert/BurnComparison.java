package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Figures.Figure;
import dev.safeguard.domain.slo.Ratio;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A burn rate beside the factor it is held against, as people read it: rounded half up to one decimal place, and to as
 * many more as it takes to tell two that are not equal apart. So what is shown is above, at or below exactly when what
 * was decided on is, and {@code 14.4x > 14.4x} is never read anywhere.
 */
public record BurnComparison(Ratio burn, Ratio factor) {

    /** The factor alone: {@code 14.4x}, and {@code 0.93x} for 14/15. */
    public static String text(Ratio factor) {
        return factor.toDecimal(usualScale(factor)).toPlainString() + "x";
    }

    /** For example {@code 15.0x}. */
    public String burnText() {
        return burn.toDecimal(places(1, factor, burn)).toPlainString() + "x";
    }

    /** For example {@code 14.4x}. */
    public String factorText() {
        return factorDecimal(places(1, factor, burn), factor).toPlainString() + "x";
    }

    /** For example {@code 15.0x > 14.4x}. */
    @Override
    public String toString() {
        return burnText() + (burn.isGreaterThan(factor) ? " > " : " <= ") + factorText();
    }

    /** The burns of two windows and the factor, with as many places, from two on, as tell both burns from it. */
    static Figures figures(Ratio burnLong, Ratio burnShort, Ratio factor) {
        int places = places(2, factor, burnLong, burnShort);
        return Figures.NONE
                .with("burnLong", burnLong, places)
                .with("burnShort", burnShort, places)
                .with("factor", new Figure.Decimal(factorDecimal(places, factor)));
    }

    /** The factor as it stands beside a burn of so many places: no coarser, unless it is exact as it is. */
    private static BigDecimal factorDecimal(int places, Ratio factor) {
        int usual = usualScale(factor);
        return factor.toDecimal(isExact(factor, usual) ? usual : Math.max(usual, places));
    }

    /** The fewest places, from these on, at which no burn looks like the factor unless it is the factor. */
    private static int places(int least, Ratio factor, Ratio... burns) {
        int places = Math.max(least, Arrays.asList(burns).contains(factor) ? usualScale(factor) : 1);
        while (looksLikeIt(places, factor, burns)) {
            places++;
        }
        return places;
    }

    private static boolean looksLikeIt(int places, Ratio factor, Ratio... burns) {
        BigDecimal shown = factor.toDecimal(places);
        return Arrays.stream(burns)
                .anyMatch(burn -> !burn.equals(factor) && burn.toDecimal(places).compareTo(shown) == 0);
    }

    private static int usualScale(Ratio factor) {
        return isExact(factor, 1) ? 1 : 2;
    }

    private static boolean isExact(Ratio ratio, int scale) {
        return Ratio.of(ratio.toDecimal(scale)).equals(ratio);
    }
}
