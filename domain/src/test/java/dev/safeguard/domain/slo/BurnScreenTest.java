package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BurnScreenTest {

    private static final int BIT = 4;
    private static final int OTHERS = 3;

    private static final List<String> OBJECTIVES =
            List.of("0.5", "0.8", "0.99", "0.999", "0.9999", "0.99999", "0.999999999", "0.0001");

    private final Random random = new Random(7);

    @Test
    void leavesInWhoeverExceedsTheThresholdWhateverTheCounts() {
        int exceeding = 0;
        for (int round = 0; round < 20_000; round++) {
            int bits = 1 + random.nextInt(63);
            Drawn drawn = draw(5, bits);
            for (int[] marks : drawn.sifted(bits)) {
                for (int slo = 0; slo < 5; slo++) {
                    assertEquals(OTHERS, marks[slo] & ~BIT, "other bits were changed");
                    if (drawn.exceeds(slo)) {
                        assertEquals(BIT, marks[slo] & BIT, drawn.describe(slo));
                        exceeding++;
                    }
                }
            }
        }
        assertTrue(exceeding > 20_000, "only " + exceeding + " exceeded their threshold");
    }

    /** What is left in for nothing costs time, and nothing else; of a usual service it is next to nothing. */
    @Test
    void leavesInFewOthers() {
        int others = 0;
        int decisions = 0;
        for (int round = 0; round < 2_000; round++) {
            Drawn drawn = new Drawn(new BurnThreshold[500], new long[500], new long[500]);
            for (int slo = 0; slo < 500; slo++) {
                drawn.thresholds[slo] = BurnThreshold.of(Ratio.of("14.4"), Objective.of("0.999"));
                drawn.total[slo] = random.nextInt(1 << 22);
                drawn.bad[slo] = (long) (drawn.total[slo] * 0.03 * random.nextDouble());
            }
            for (int[] marks : drawn.sifted(22)) {
                for (int slo = 0; slo < 500; slo++) {
                    others += (marks[slo] & BIT) != 0 && !drawn.exceeds(slo) ? 1 : 0;
                    decisions++;
                }
            }
        }
        assertTrue(others < decisions / 500, others + " of " + decisions + " were left in for nothing");
    }

    @Test
    void servesMoreSlosAndLargerCountsAsTheyCome() {
        BurnScreen screen = new BurnScreen();
        screen.add(BurnThreshold.of(Ratio.of("1"), Objective.of("0.9")));
        screen.fit(4);
        int[] marks = {BIT, BIT};
        screen.sift(new int[] {10}, new int[] {2}, BIT, marks, 1);
        assertEquals(BIT, marks[0]);

        screen.add(BurnThreshold.of(Ratio.of("1"), Objective.of("0.5")));
        screen.fit(30);
        screen.sift(new int[] {1_000_000_000, 1_000_000_000}, new int[] {99_000_000, 501_000_000}, BIT, marks, 2);
        assertEquals(0, marks[0]);
        assertEquals(BIT, marks[1]);
    }

    private Drawn draw(int slos, int bits) {
        Drawn drawn = new Drawn(new BurnThreshold[slos], new long[slos], new long[slos]);
        for (int slo = 0; slo < slos; slo++) {
            Ratio factor = Ratio.of(1 + random.nextInt(300), 1 + random.nextInt(30));
            drawn.thresholds[slo] =
                    BurnThreshold.of(factor, Objective.of(OBJECTIVES.get(random.nextInt(OBJECTIVES.size()))));
            drawn.total[slo] = random.nextLong() >>> (64 - bits) >>> random.nextInt(bits);
            double errorRatio = drawn.thresholds[slo].errorRatio().toDecimal(18).doubleValue();
            long near = (long) (drawn.total[slo] * errorRatio) + random.nextInt(5) - 2;
            drawn.bad[slo] = Math.clamp(random.nextBoolean() ? near : near * 2, 0L, drawn.total[slo]);
        }
        return drawn;
    }

    /** Some SLOs, and what a window of them holds. */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    private record Drawn(BurnThreshold[] thresholds, long[] total, long[] bad) {

        boolean exceeds(int slo) {
            return thresholds[slo].isExceededBy(bad[slo], total[slo]);
        }

        /** What is left of all marks, of long sums and, where they fit, of narrow ones. */
        List<int[]> sifted(int bits) {
            BurnScreen screen = new BurnScreen();
            for (BurnThreshold threshold : thresholds) {
                screen.add(threshold);
            }
            screen.fit(bits);
            int[] wide = marks();
            screen.sift(total, bad, BIT, wide, total.length);
            if (bits > 31) {
                return List.of(wide);
            }
            int[] narrow = marks();
            screen.sift(narrowed(total), narrowed(bad), BIT, narrow, total.length);
            return List.of(wide, narrow);
        }

        String describe(int slo) {
            return bad[slo] + " of " + total[slo] + " above " + thresholds[slo].errorRatio();
        }

        private int[] marks() {
            int[] marks = new int[total.length];
            Arrays.fill(marks, BIT | OTHERS);
            return marks;
        }

        private static int[] narrowed(long[] counts) {
            return Arrays.stream(counts).mapToInt(Math::toIntExact).toArray();
        }
    }
}
