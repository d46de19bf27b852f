package dev.safeguard.adapter.telemetry;

import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Watches the rows of each SLO come with their starts never decreasing, and says of each whether it fits the
 * resolution. It keeps a few dozen bytes for each SLO.
 */
final class Watch {

    /** So many steps in a row, all equally long and longer than the resolution, are no gaps. */
    private static final int NO_COINCIDENCE = 10;

    /** What {@link #run} is before the first bucket. */
    private static final int UNMET = -1;

    private final long resolution;
    private final boolean asked;
    private final SloTable slos;
    private final Problems mixed;
    private final Steps steps = new Steps();
    private long buckets;
    private long astray;

    // By SLO: where its last bucket starts, the step that led there, how many such steps in a row there were, where the
    // row stands that the first of them led to, whether there were other steps before, and whether it was told of.
    private long[] last = {};
    private long[] step = {};
    private int[] run = {};
    private long[] runPlace = {};
    private boolean[] varied = {};
    private boolean[] told = {};

    /** What a row is to those before it. */
    enum Fit {
        NEW,
        /** The bucket of the row before. */
        AGAIN,
        /** No bucket can start there. */
        ASTRAY
    }

    /**
     * @param resolution in seconds
     * @param asked whether the user said so, rather than the rows
     * @param mixed takes in the SLOs whose buckets are longer than that
     */
    Watch(long resolution, boolean asked, SloTable slos, Problems mixed) {
        this.resolution = resolution;
        this.asked = asked;
        this.slos = slos;
        this.mixed = mixed;
    }

    Fit row(int slo, long start, long place) {
        if (slo >= run.length) {
            grow(slo);
        }
        int times = run[slo];
        long ahead = start - last[slo];
        if (times == UNMET) {
            run[slo] = 0;
        } else if (ahead == 0) {
            return start % resolution == 0 ? Fit.AGAIN : Fit.ASTRAY;
        } else if (ahead == step[slo]) {
            run[slo] = times + 1;
            if (ahead > resolution && times + 1 >= NO_COINCIDENCE) {
                tellMixed(slo);
            }
        } else {
            if (times > 0) {
                steps.add(step[slo], times);
                varied[slo] = true;
            }
            step[slo] = ahead;
            run[slo] = 1;
            runPlace[slo] = place;
        }
        last[slo] = start;
        buckets++;
        if (start % resolution == 0) {
            return Fit.NEW;
        }
        astray++;
        return Fit.ASTRAY;
    }

    /** Looks at what can be told only now that all rows have come. */
    void end() {
        for (int slo = 0; slo < run.length; slo++) {
            if (run[slo] > 0) {
                steps.add(step[slo], run[slo]);
            }
            if (run[slo] > 1 && !varied[slo] && step[slo] > resolution) {
                tellMixed(slo);
            }
        }
    }

    /** Whether the rows say that buckets are as long as was thought; known at the end. */
    boolean isConfirmed() {
        return astray <= Resolutions.strays(buckets) && mostCommonStep().orElse(resolution) == resolution;
    }

    /** The step that is the most common; known at the end. */
    OptionalLong mostCommonStep() {
        return steps.mostCommon().stream().mapToLong(Long::longValue).findFirst();
    }

    /** Why a row that starts there is {@link Fit#ASTRAY}. */
    String astray(long start) {
        return "start " + Instant.ofEpochSecond(start) + " is not on a bucket boundary; buckets in this file are "
                + text(resolution) + " long";
    }

    private void tellMixed(int slo) {
        if (!told[slo]) {
            told[slo] = true;
            mixed.add(
                    runPlace[slo],
                    "mixed resolutions: from here on buckets of " + slos.name(slo) + " are " + text(step[slo])
                            + " apart, "
                            + (asked
                                    ? "but " + text(resolution) + " was asked for"
                                    : "others in this file " + text(resolution)));
        }
    }

    private void grow(int slo) {
        int known = run.length;
        int room = Math.max(2 * known, Math.max(slo + 1, 16));
        last = Arrays.copyOf(last, room);
        step = Arrays.copyOf(step, room);
        run = Arrays.copyOf(run, room);
        Arrays.fill(run, known, room, UNMET);
        runPlace = Arrays.copyOf(runPlace, room);
        varied = Arrays.copyOf(varied, room);
        told = Arrays.copyOf(told, room);
    }

    private static String text(long seconds) {
        return Window.text(Duration.ofSeconds(seconds));
    }
}
