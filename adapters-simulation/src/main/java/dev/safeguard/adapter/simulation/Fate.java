package dev.safeguard.adapter.simulation;

import java.util.List;
import java.util.Optional;

/**
 * What is expected to become of the events that arrive in one minute. All shares are of the arrivals.
 *
 * @param arrivalsPerMinute the mean over a day
 * @param refused those turned away on purpose, by the kind they are counted under; they are neither good nor bad
 * @param errors the bad ones by kind
 * @param degraded good ones that were served reduced on purpose, by kind
 */
record Fate(int arrivalsPerMinute, Optional<Part> refused, List<Part> errors, List<Part> degraded) {

    /** A kind, and the share that it makes up. */
    record Part(String kind, double share) {}

    /** What is neither refused nor bad. */
    double good() {
        return 1 - refusedShare() - errors.stream().mapToDouble(Part::share).sum();
    }

    double refusedShare() {
        return refused.map(Part::share).orElse(0.0);
    }
}
