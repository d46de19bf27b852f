package dev.safeguard.domain.slo;

import java.util.Optional;

/** What a window shows. Silence has two states of its own, and neither of them is healthy. */
public sealed interface Measurement {

    Coverage coverage();

    /** The events of the window; none unless measured. */
    default EventCounts counts() {
        return switch (this) {
            case Measured measured -> measured.events();
            case NoTraffic ignored -> EventCounts.NONE;
            case Unmeasured ignored -> EventCounts.NONE;
        };
    }

    /** The share of good events, where there were events. */
    default Optional<Ratio> sli() {
        return counts().isEmpty() ? Optional.empty() : Optional.of(counts().sli());
    }

    /** Classifies what was found in a window. */
    static Measurement of(EventCounts counts, Coverage coverage) {
        if (coverage.present() == 0) {
            return new Unmeasured(coverage);
        }
        return counts.isEmpty() ? new NoTraffic(coverage) : new Measured(counts, coverage);
    }

    /** There were events. */
    record Measured(EventCounts events, Coverage coverage) implements Measurement {
        public Measured {
            if (events.isEmpty()) {
                throw new IllegalArgumentException("a measured window has events; without them it is no-traffic");
            }
        }
    }

    /** Buckets are there, and nothing happened in them. */
    record NoTraffic(Coverage coverage) implements Measurement {}

    /** Not one bucket is there. */
    record Unmeasured(Coverage coverage) implements Measurement {}
}
