package dev.safeguard.domain.slo;

import java.util.Arrays;

/**
 * The counts of one bucket of many SLOs, side by side; of those beyond its capacity it knows nothing. What is not known
 * counts as no events, so that rows are added up without asking. The loops are plain ones over whole arrays, each about
 * one thing: that is what the JVM turns into vector instructions.
 */
final class BucketRow {

    private final int[] total;
    private final int[] bad;

    /** A bit for each SLO of which the bucket is known. */
    private final long[] known;

    /** Totals and bad where they do not all fit into 31 bits; empty as long as they do. */
    private final long[][] wide = {{}, {}};

    BucketRow(int capacity) {
        this.total = new int[capacity];
        this.bad = new int[capacity];
        this.known = new long[(capacity + Long.SIZE - 1) / Long.SIZE];
    }

    /** The same counts with room for so many SLOs. */
    BucketRow enlarged(int capacity) {
        BucketRow larger = new BucketRow(capacity);
        for (int slo = 0; slo < total.length; slo++) {
            if (has(slo)) {
                larger.set(slo, bad(slo), total(slo));
            }
        }
        return larger;
    }

    int capacity() {
        return total.length;
    }

    boolean isWide() {
        return wide[0].length > 0;
    }

    boolean has(int slo) {
        return slo < total.length && (known[slo >> 6] >>> slo & 1) != 0;
    }

    long bad(int slo) {
        return slo >= total.length ? 0 : isWide() ? wide[1][slo] : bad[slo];
    }

    long total(int slo) {
        return slo >= total.length ? 0 : isWide() ? wide[0][slo] : total[slo];
    }

    /** All totals of a row that is not wide. */
    int[] totals() {
        return total;
    }

    /** All bad events of a row that is not wide. */
    int[] bads() {
        return bad;
    }

    long[] known() {
        return known;
    }

    void set(int slo, long newBad, long newTotal) {
        if (newTotal > Integer.MAX_VALUE && !isWide()) {
            widen();
        }
        if (isWide()) {
            wide[0][slo] = newTotal;
            wide[1][slo] = newBad;
        } else {
            total[slo] = (int) newTotal;
            bad[slo] = (int) newBad;
        }
        known[slo >> 6] |= 1L << slo;
    }

    /**
     * Takes the counts of so many SLOs in place of all that it holds.
     *
     * @return a number that no total exceeds
     */
    int fill(int[] newBad, int[] newTotal, int from, int slos) {
        dropWide();
        System.arraycopy(newBad, from, bad, 0, slos);
        System.arraycopy(newTotal, from, total, 0, slos);
        forgetUnknown(slos);
        int bits = 0;
        for (int i = 0; i < slos; i++) {
            bits |= total[i];
        }
        return bits;
    }

    /** Notes which totals stand for nothing, and makes them zero. */
    private void forgetUnknown(int slos) {
        for (int first = 0; first < slos; first += Long.SIZE) {
            int end = Math.min(slos, first + Long.SIZE);
            known[first >> 6] = isNegative(total, first, end) ? knownAmong(total, first, end) : -1L >>> (first - end);
        }
        for (int i = 0; i < slos; i++) {
            total[i] = Math.max(total[i], 0);
        }
    }

    /** Whether one of these is below zero. */
    private static boolean isNegative(int[] counts, int first, int end) {
        int bits = 0;
        for (int i = first; i < end; i++) {
            bits |= counts[i];
        }
        return bits < 0;
    }

    /** A bit for each of up to 64 of these that is not below zero. */
    private static long knownAmong(int[] counts, int first, int end) {
        long bits = 0;
        for (int i = first; i < end; i++) {
            bits |= (long) (~counts[i] >>> 31) << i;
        }
        return bits;
    }

    void clear() {
        Arrays.fill(total, 0);
        Arrays.fill(bad, 0);
        Arrays.fill(known, 0);
        dropWide();
    }

    /** Adds so many SLOs' counts to these. */
    void addTo(long[] sumBad, long[] sumTotal, int[] sumPresent, int slos) {
        int n = Math.min(slos, total.length);
        if (isWide()) {
            for (int i = 0; i < n; i++) {
                sumBad[i] += wide[1][i];
                sumTotal[i] += wide[0][i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                sumBad[i] += bad[i];
            }
            for (int i = 0; i < n; i++) {
                sumTotal[i] += total[i];
            }
        }
        for (int i = 0; i < n; i++) {
            sumPresent[i] += (int) (known[i >> 6] >>> i & 1);
        }
    }

    private void dropWide() {
        if (isWide()) {
            wide[0] = new long[] {};
            wide[1] = new long[] {};
        }
    }

    private void widen() {
        wide[0] = Arrays.stream(total).asLongStream().toArray();
        wide[1] = Arrays.stream(bad).asLongStream().toArray();
    }
}
