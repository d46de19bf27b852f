package dev.safeguard.domain.slo;

import java.time.Instant;
import java.util.List;

/** When trouble began, told from the buckets before it was noticed. */
public final class Onset {

    /** So many good buckets in a row end the stretch of trouble. */
    private static final int CALM = 5;

    private Onset() {}

    /**
     * The start of the oldest bad bucket (one below the objective) of the last stretch of them; a stretch goes on over
     * fewer than {@value #CALM} good buckets in a row.
     *
     * @param buckets those before the notice, oldest first
     * @param noticed what is answered when none of them is bad
     */
    public static Instant of(List<Sample> buckets, Objective objective, Instant noticed) {
        Instant onset = noticed;
        boolean inTrouble = false;
        int calm = 0;
        for (Sample bucket : buckets.reversed()) {
            EventCounts counts = bucket.counts();
            if (!counts.isEmpty() && !objective.isMetBy(counts)) {
                onset = bucket.start();
                inTrouble = true;
                calm = 0;
            } else if (inTrouble && ++calm == CALM) {
                break;
            }
        }
        return onset;
    }
}
