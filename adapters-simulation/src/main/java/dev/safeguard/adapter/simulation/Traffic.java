package dev.safeguard.adapter.simulation;

import dev.safeguard.adapter.simulation.Fate.Part;
import dev.safeguard.domain.slo.EventCounts;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.LongStream;

/**
 * Turns expected shares into whole events, minute by minute. Nothing is drawn in a sequence: each number follows from
 * the seed, what it is for, and the minute, so any minute can be asked for at any time and is always the same.
 *
 * <p>Arrivals swing by {@value #SWING} around their mean in the course of a day, most of them at 14:00 UTC, and by
 * {@value #NOISE} from minute to minute. An expected count such as 299.4 becomes one of its neighbours, 299 or 300,
 * with the probability that keeps the mean: every count is within one event of its equation, and so is the sum of the
 * errors.
 */
final class Traffic {

    static final double SWING = 0.05;
    static final double NOISE = 0.02;

    private static final int MINUTES_A_DAY = 24 * 60;
    private static final int BUSIEST_MINUTE = 14 * 60;

    private final Noise level;
    private final Noise arriving;
    private final Noise refusing;
    private final Noise failing;
    private final Noise degrading;

    /** What happens at this SLI; how many requests arrive is the same for all SLIs of the same seed. */
    Traffic(long seed, Sli sli) {
        String name = Words.of(sli);
        this.level = new Noise(seed, "level");
        this.arriving = new Noise(seed, "arrivals");
        this.refusing = new Noise(seed, name + "/refused");
        this.failing = new Noise(seed, name + "/errors");
        this.degrading = new Noise(seed, name + "/degraded");
    }

    /** The events of the minute that starts here. */
    Minute minute(Instant start, Fate fate) {
        long minute = Math.floorDiv(start.getEpochSecond(), 60);
        long arrivals = whole(fate.arrivalsPerMinute() * level(minute), arriving.at(minute));
        long refused = Math.min(arrivals, whole(arrivals * fate.refusedShare(), refusing.at(minute)));
        long total = arrivals - refused;
        double perTotal = total / (1 - fate.refusedShare());
        long[] errors = whole(fate.errors(), perTotal, total, failing.at(minute));
        long[] degraded = whole(fate.degraded(), perTotal, total, degrading.at(minute));
        return new Minute(fate, arrivals, refused, errors, degraded);
    }

    /** How busy a minute is; the mean is 1. */
    private double level(long minute) {
        double angle = 2 * Math.PI * (Math.floorMod(minute, MINUTES_A_DAY) - BUSIEST_MINUTE) / MINUTES_A_DAY;
        return (1 + SWING * StrictMath.cos(angle)) * (1 + NOISE * (2 * level.at(minute) - 1));
    }

    private static long whole(double expected, double noise) {
        return (long) Math.floor(expected + noise);
    }

    /** All parts with one noise, so that not only each part but every sum of them is within one event of its mean. */
    private static long[] whole(List<Part> parts, double perTotal, long total, double noise) {
        long[] counts = new long[parts.size()];
        double expected = 0;
        long before = 0;
        for (int i = 0; i < counts.length; i++) {
            expected += parts.get(i).share() * perTotal;
            long upToHere = Math.min(total, whole(expected, noise));
            counts[i] = upToHere - before;
            before = upToHere;
        }
        return counts;
    }

    /**
     * Numbers in [0, 1), one for each minute, that follow from the seed and what they are for.
     *
     * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea and Flood, Fast splittable pseudorandom number
     *     generators (2014)</a>, whose SplitMix64 this is
     */
    private static final class Noise {

        private final long origin;

        Noise(long seed, String purpose) {
            this.origin = mix(seed + purpose.hashCode());
        }

        double at(long minute) {
            return (mix(origin + minute) >>> 11) * 0x1.0p-53;
        }

        private static long mix(long value) {
            long z = value + 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return z ^ (z >>> 31);
        }
    }

    /** The events of one minute. */
    static final class Minute {

        private final Fate fate;
        private final long arrivals;
        private final long refused;
        private final long[] errors;
        private final long[] degraded;

        /** Counts by kind stand in the order of the fate's parts. */
        private Minute(Fate fate, long arrivals, long refused, long[] errors, long[] degraded) {
            this.fate = fate;
            this.arrivals = arrivals;
            this.refused = refused;
            this.errors = errors;
            this.degraded = degraded;
        }

        long arrivals() {
            return arrivals;
        }

        EventCounts counts() {
            long total = arrivals - refused;
            return new EventCounts(total - LongStream.of(errors).sum(), total);
        }

        void addErrorsTo(SortedMap<String, Long> byKind) {
            add(fate.errors(), errors, byKind);
        }

        void addDegradedTo(SortedMap<String, Long> byKind) {
            add(fate.degraded(), degraded, byKind);
            fate.refused().ifPresent(part -> byKind.merge(part.kind(), refused, Long::sum));
        }

        private static void add(List<Part> parts, long[] counts, SortedMap<String, Long> sums) {
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    sums.merge(parts.get(i).kind(), counts[i], Long::sum);
                }
            }
        }
    }
}
