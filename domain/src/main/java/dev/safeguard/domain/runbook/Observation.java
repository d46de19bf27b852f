package dev.safeguard.domain.runbook;

import dev.safeguard.domain.slo.Sample;
import java.time.Instant;
import java.util.List;

/** What came of a {@link Command}. */
public sealed interface Observation {

    /** The buckets asked for, oldest first, as far as they are there. */
    record Measured(List<Sample> buckets, Instant until) implements Observation {
        public Measured {
            buckets = List.copyOf(buckets);
        }
    }

    /** The control surface was read. */
    record Planned(MitigationPlan plan) implements Observation {}

    /** It could not be read, or the step cannot be planned. */
    record Unplannable(String reason) implements Observation {}

    /** The change was made, and the control surface shows it. */
    record Applied() implements Observation {}

    /** The change was certainly not made, or had no effect. */
    record Refused(String reason) implements Observation {}

    /** Nobody knows whether the change was made. */
    record Unknown(String reason) implements Observation {}

    /** The control surface, read again after a lost outcome. */
    record Found(ControlState current) implements Observation {}
}
