package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.Severity;
import java.util.Arrays;

/**
 * What three tiers tell together: {@link Replay#alarms} over their latches, without an object for each. It is filled
 * again and again.
 */
final class Told {

    private static final int SEVERITIES = 3;
    private static final int LOWEST_PAGE = height(Severity.SEV2);

    private final TierTrial[] tiers = new TierTrial[SEVERITIES];
    private final int[] next = new int[SEVERITIES];
    private final boolean[] held = new boolean[SEVERITIES];

    private long[] at = new long[64];
    private int[] heights = new int[64];
    private int size;

    private int pages;
    private int sev1Pages;
    private int nightPages;

    /** Puts the tiers together; each may be {@linkplain TierTrial#none none}. */
    void tell(TierTrial sev1, TierTrial sev2, TierTrial sev3) {
        tiers[0] = sev1;
        tiers[1] = sev2;
        tiers[2] = sev3;
        Arrays.fill(next, 0);
        Arrays.fill(held, false);
        size = 0;
        pages = 0;
        sev1Pages = 0;
        nightPages = 0;
        int before = 0;
        int peak = 0;
        for (long time = nextChange(); time != Long.MAX_VALUE; time = nextChange()) {
            int after = change(time);
            if (after > before && after > peak) {
                alarm(time, after);
            }
            peak = after >= LOWEST_PAGE ? Math.max(peak, after) : after;
            before = after;
        }
    }

    Noise noise() {
        return new Noise(pages, sev1Pages, nightPages, size - pages);
    }

    /** Whether something of this severity or above was sent within these boundaries, both included. */
    boolean sent(Severity severity, long from, long until) {
        int found = Arrays.binarySearch(at, 0, size, from);
        int least = height(severity);
        for (int i = found < 0 ? -found - 1 : found; i < size && at[i] <= until; i++) {
            if (heights[i] >= least) {
                return true;
            }
        }
        return false;
    }

    /** Whether the level is at least of this severity at this boundary. */
    boolean stands(Severity severity, long boundary) {
        for (int height = height(severity); height <= SEVERITIES; height++) {
            if (tiers[SEVERITIES - height].holds(boundary)) {
                return true;
            }
        }
        return false;
    }

    private long nextChange() {
        long least = Long.MAX_VALUE;
        for (int k = 0; k < SEVERITIES; k++) {
            least = Math.min(least, nextChange(k));
        }
        return least;
    }

    private long nextChange(int k) {
        if (next[k] == tiers[k].size()) {
            return Long.MAX_VALUE;
        }
        return held[k] ? tiers[k].off(next[k]) : tiers[k].on(next[k]);
    }

    /** Makes every change of this boundary, and says how high the level is after it. */
    private int change(long time) {
        int highest = 0;
        for (int k = SEVERITIES - 1; k >= 0; k--) {
            if (nextChange(k) == time) {
                next[k] += held[k] ? 1 : 0;
                held[k] = !held[k];
            }
            highest = held[k] ? SEVERITIES - k : highest;
        }
        return highest;
    }

    private void alarm(long time, int height) {
        if (size == at.length) {
            at = Arrays.copyOf(at, 2 * size);
            heights = Arrays.copyOf(heights, 2 * size);
        }
        at[size] = time;
        heights[size++] = height;
        if (height >= LOWEST_PAGE) {
            int k = SEVERITIES - height;
            pages++;
            sev1Pages += k == 0 ? 1 : 0;
            nightPages += tiers[k].isNight(next[k]) ? 1 : 0;
        }
    }

    /** 3 for sev1, 1 for sev3; ok is 0. */
    private static int height(Severity severity) {
        return switch (severity) {
            case SEV1 -> 3;
            case SEV2 -> 2;
            case SEV3 -> 1;
        };
    }
}
