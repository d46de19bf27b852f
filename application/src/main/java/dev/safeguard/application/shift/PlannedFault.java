package dev.safeguard.application.shift;

import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;

/**
 * A fault that an exercise injects, and takes away again.
 *
 * @param ratio how much of what it touches it breaks, in [0, 1]
 * @param startMessage what is told when it begins: "model provider starts failing half of all calls"
 * @param endMessage what is told when it ends
 */
public record PlannedFault(
        String fault, Ratio ratio, Instant from, Instant until, String startMessage, String endMessage) {

    public PlannedFault {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("fault " + fault + " ends before it begins");
        }
        if (ratio.compareTo(Ratio.ZERO) < 0 || ratio.isGreaterThan(Ratio.ONE)) {
            throw new IllegalArgumentException("the ratio of fault " + fault + " is in [0, 1], was " + ratio);
        }
    }
}
