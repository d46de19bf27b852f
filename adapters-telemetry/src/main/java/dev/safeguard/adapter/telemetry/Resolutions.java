package dev.safeguard.adapter.telemetry;

import dev.safeguard.domain.slo.Slo;
import java.util.List;

/**
 * Infers how many seconds a bucket is long: the most common step between neighbours that (nearly) all starts are
 * multiples of, or else the one that most are multiples of. A minute where nobody has a neighbour.
 */
final class Resolutions {

    /** With fewer buckets than this a single one that does not fit says as much as the others. */
    private static final int FEW = 5;

    private Resolutions() {}

    static long of(CollectedRows.Sorted rows) {
        Counting counting = new Counting();
        rows.handOut(counting);
        List<Long> candidates = counting.candidates();
        long[] aligned = new long[candidates.size()];
        rows.handOut(new Unrepeated() {
            @Override
            void bucket(int slo, long start) {
                for (int i = 0; i < aligned.length; i++) {
                    aligned[i] += start % candidates.get(i) == 0 ? 1 : 0;
                }
            }
        });
        long best = Slo.DEFAULT_RESOLUTION.toSeconds();
        long bestAligned = 0;
        for (int i = 0; i < aligned.length; i++) {
            if (counting.buckets - aligned[i] <= strays(counting.buckets)) {
                return candidates.get(i);
            }
            if (aligned[i] > bestAligned) {
                bestAligned = aligned[i];
                best = candidates.get(i);
            }
        }
        return best;
    }

    /** How many of so many buckets may start elsewhere than at a multiple of the resolution. */
    static long strays(long buckets) {
        return buckets < FEW ? 0 : Math.max(1, buckets / 10);
    }

    /** Is handed sorted rows, and told each bucket once. */
    private abstract static class Unrepeated implements RowSink {

        private int current = SloTable.NONE;
        private long last;

        @Override
        public boolean row(int slo, long start, long good, long total, long place) {
            if (slo != current || start != last) {
                bucket(slo, start);
            }
            current = slo;
            last = start;
            return true;
        }

        abstract void bucket(int slo, long start);
    }

    private static final class Counting extends Unrepeated {

        private final Steps steps = new Steps();
        private int current = SloTable.NONE;
        private long last;
        private long step;
        private long times;
        private long buckets;

        @Override
        void bucket(int slo, long start) {
            buckets++;
            if (slo != current) {
                current = slo;
            } else if (start - last == step) {
                times++;
            } else {
                flush();
                step = start - last;
                times = 1;
            }
            last = start;
        }

        List<Long> candidates() {
            flush();
            return steps.mostCommon();
        }

        private void flush() {
            if (times > 0) {
                steps.add(step, times);
            }
            times = 0;
        }
    }
}
