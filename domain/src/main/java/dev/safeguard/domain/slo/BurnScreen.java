package dev.safeguard.domain.slo;

import java.util.Arrays;

/**
 * Finds, among many SLOs, those of whose events in a window too many may be bad. It leaves in everyone who exceeds the own
 * threshold and few others, whom {@link BurnThreshold} then tells apart exactly: nearly all that is ever decided ends
 * here, so here a decision takes a quarter of a nanosecond.
 *
 * <p>A threshold {@code p} is held as a whole number {@code m <= p x 2^s}, and a total {@code t} by its upper bits, {@code
 * t >= h x 2^c}. Then {@code bad > p x t} implies {@code bad > floor(h x m / 2^s) x 2^c}, and with {@code h x m < 2^31}
 * that is asked in 32 bits. Not thread-safe.
 */
public final class BurnScreen {

    private static final int WORD = Integer.SIZE - 1;

    /** A total is held in at most so many bits, which leaves the others to the threshold. */
    private static final int BITS_OF_TOTAL = 20;

    private static final int LARGEST_SHIFT = 30;

    /** Of a threshold, so many binary places are kept; the others count for nothing. */
    private static final int PLACES = 62;

    /** By SLO: the threshold in units of the last place, and the multiplier; one cell each, so that the fields stay final. */
    private final long[][] thresholds = {{0}};

    private final int[][] multipliers = {{}};

    /** How many SLOs there are; one cell likewise. */
    private final int[] slos = {0};

    /** How many bits of a total are cut off, and what products are shifted by; one cell each likewise. */
    private final int[] cut = {0};

    private final int[] shift = {0};

    /** What the multipliers are made for: totals of so many bits, and so many SLOs. */
    private final int[] fitted = {0, 0};

    /** Takes in the threshold of one more SLO. */
    public void add(BurnThreshold threshold) {
        // A ratio of events never exceeds 1, so a threshold above it is as good as 1.
        Ratio ratio = threshold.errorRatio().isGreaterThan(Ratio.ONE) ? Ratio.ONE : threshold.errorRatio();
        if (slos[0] == thresholds[0].length) {
            thresholds[0] = Arrays.copyOf(thresholds[0], 2 * slos[0]);
        }
        thresholds[0][slos[0]++] =
                ratio.numerator().shiftLeft(PLACES).divide(ratio.denominator()).longValueExact();
    }

    /** Prepares for totals of so many bits. */
    void fit(int bitsOfTotal) {
        if (bitsOfTotal <= fitted[0] && slos[0] == fitted[1]) {
            return;
        }
        fitted[0] = Math.max(fitted[0], bitsOfTotal);
        fitted[1] = slos[0];
        cut[0] = Math.max(0, fitted[0] - BITS_OF_TOTAL);
        int bits = WORD - (fitted[0] - cut[0]);
        long most = (1L << bits) - 1;
        long highest = Arrays.stream(thresholds[0], 0, slos[0]).max().orElse(0);
        shift[0] = Math.clamp(bits - (Long.SIZE - PLACES - Long.numberOfLeadingZeros(highest)), 0, LARGEST_SHIFT);
        multipliers[0] = Arrays.stream(thresholds[0], 0, slos[0])
                .mapToInt(threshold -> (int) Math.min(most, threshold >> (PLACES - shift[0])))
                .toArray();
    }

    /** Leaves a bit only to the SLOs that may exceed their threshold; other bits stay. */
    void sift(int[] total, int[] bad, int bit, int[] marks, int slos) {
        if (cut[0] == 0) {
            sift(total, bad, multipliers[0], shift[0], ~bit, marks, slos);
        } else {
            sift(total, bad, multipliers[0], cut[0], shift[0], ~bit, marks, slos);
        }
    }

    /** The same for totals that need not fit into 31 bits. */
    void sift(long[] total, long[] bad, int bit, int[] marks, int slos) {
        int[] by = multipliers[0];
        int down = shift[0];
        int off = cut[0];
        for (int i = 0; i < slos; i++) {
            marks[i] &= bad[i] > (((total[i] >> off) * by[i]) >> down) << off ? -1 : ~bit;
        }
    }

    /** What is below zero is so for all of its upper bits: no branch, so that the JVM does eight at a time. */
    private static void sift(int[] total, int[] bad, int[] by, int down, int others, int[] marks, int slos) {
        for (int i = 0; i < slos; i++) {
            marks[i] &= others | ((((total[i] * by[i]) >> down) - bad[i]) >> WORD);
        }
    }

    private static void sift(int[] total, int[] bad, int[] by, int off, int down, int others, int[] marks, int slos) {
        for (int i = 0; i < slos; i++) {
            marks[i] &= others | ((((((total[i] >> off) * by[i]) >> down) << off) - bad[i]) >> WORD);
        }
    }
}
