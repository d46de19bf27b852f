package dev.safeguard.domain.slo;

import java.util.Arrays;

/**
 * What one window of many SLOs holds, by SLO. Sums take four bytes as long as no window full of the largest bucket could
 * exceed them, for that is several times faster than eight.
 */
final class WindowSums {

    private final int length;

    /** All events and bad ones, where they are narrow, and where they are wide; one of the two pairs is empty. */
    private final int[][] narrow = {{0}, {0}};

    private final long[][] wide = {{}, {}};

    /** How many buckets are known; one cell, so that the field stays final. */
    private final int[][] present = {{0}};

    /** Sums of no events, of a window of so many buckets. */
    WindowSums(int length) {
        this.length = length;
    }

    int length() {
        return length;
    }

    boolean isWide() {
        return wide[0].length > 0;
    }

    long bad(int slo) {
        return isWide() ? wide[1][slo] : narrow[1][slo];
    }

    long total(int slo) {
        return isWide() ? wide[0][slo] : narrow[0][slo];
    }

    boolean exceeds(int slo, BurnThreshold threshold) {
        return isWide()
                ? threshold.isExceededBy(wide[1][slo], wide[0][slo])
                : threshold.isExceededBy(narrow[1][slo], narrow[0][slo]);
    }

    int present(int slo) {
        return present[0][slo];
    }

    /** Makes room for so many SLOs. */
    void grow(int slos) {
        if (slos <= present[0].length) {
            return;
        }
        int room = Math.max(slos, 2 * present[0].length);
        present[0] = Arrays.copyOf(present[0], room);
        for (int sum = 0; sum < 2; sum++) {
            if (isWide()) {
                wide[sum] = Arrays.copyOf(wide[sum], room);
            } else {
                narrow[sum] = Arrays.copyOf(narrow[sum], room);
            }
        }
    }

    /** Prepares for buckets of so many events. */
    void expect(long most) {
        if (most > Integer.MAX_VALUE / length && !isWide()) {
            for (int sum = 0; sum < 2; sum++) {
                wide[sum] = Arrays.stream(narrow[sum]).asLongStream().toArray();
                narrow[sum] = new int[] {};
            }
        }
    }

    /** Changes the sums of one SLO. */
    void change(int slo, long ofBad, long ofTotal, int ofPresent) {
        if (isWide()) {
            wide[0][slo] += ofTotal;
            wide[1][slo] += ofBad;
        } else {
            narrow[0][slo] += (int) ofTotal;
            narrow[1][slo] += (int) ofBad;
        }
        present[0][slo] += ofPresent;
    }

    /** Moves on by a bucket: adds the row that enters the window and subtracts the one that leaves it. */
    void move(BucketRow entering, BucketRow leaving, int slos) {
        if (!isWide()) {
            replace(entering.totals(), leaving.totals(), narrow[0], slos);
            replace(entering.bads(), leaving.bads(), narrow[1], slos);
        } else if (!entering.isWide() && !leaving.isWide()) {
            replace(entering.totals(), leaving.totals(), wide[0], slos);
            replace(entering.bads(), leaving.bads(), wide[1], slos);
        } else {
            for (int i = 0; i < slos; i++) {
                wide[0][i] += entering.total(i) - leaving.total(i);
                wide[1][i] += entering.bad(i) - leaving.bad(i);
            }
        }
        recount(entering.known(), leaving.known(), present[0], slos);
    }

    /** Leaves a bit only to the SLOs that may burn too fast. */
    void sift(BurnScreen screen, int bit, int[] marks, int slos) {
        if (isWide()) {
            screen.sift(wide[0], wide[1], bit, marks, slos);
        } else {
            screen.sift(narrow[0], narrow[1], bit, marks, slos);
        }
    }

    private static void replace(int[] entering, int[] leaving, int[] sums, int slos) {
        for (int i = 0; i < slos; i++) {
            sums[i] += entering[i] - leaving[i];
        }
    }

    private static void replace(int[] entering, int[] leaving, long[] sums, int slos) {
        for (int i = 0; i < slos; i++) {
            sums[i] += entering[i] - leaving[i];
        }
    }

    /** Buckets are rarely missing, so there is rarely anything to count. */
    private static void recount(long[] entering, long[] leaving, int[] present, int slos) {
        for (int word = 0; word << 6 < slos; word++) {
            for (long left = entering[word] ^ leaving[word]; left != 0; left &= left - 1) {
                int bit = Long.numberOfTrailingZeros(left);
                present[(word << 6) + bit] += (entering[word] >>> bit & 1) != 0 ? 1 : -1;
            }
        }
    }
}
