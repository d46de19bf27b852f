package dev.safeguard.domain.runbook;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Where a run or a reversal stands: what was decided and stored, so that a restart goes on from here. */
public sealed interface Phase {

    /** The SLI is to be measured before this step is touched: it may have recovered meanwhile. */
    record Baseline(int step) implements Phase {}

    /** The control surface of this step is to be read. */
    record Inspecting(int step) implements Phase {}

    /** The change is decided and stored, and the call is to be made. */
    record Intended(int step, Direction direction, String key, MitigationPlan plan) implements Phase {}

    /** The process ended between the intent and its outcome: the control surface has to tell what happened. */
    record Uncertain(int step, Direction direction, String key, MitigationPlan plan) implements Phase {}

    /**
     * The change is in force and is being judged.
     *
     * @param settled the first instant whose buckets count
     * @param deadline when an inconclusive judgement ends it
     * @param measuredUntil the end of the newest bucket judged so far
     */
    record Measuring(int step, Instant settled, Instant deadline, Instant measuredUntil) implements Phase {}

    /** Nothing is left to do. */
    record Finished(Result result, String reason, Instant at) implements Phase {}

    /** The change that is decided and whose outcome is not stored yet, where there is one. */
    default Optional<Intended> intent() {
        return switch (this) {
            case Intended intended -> Optional.of(intended);
            case Uncertain(int step, Direction direction, String key, MitigationPlan plan) ->
                Optional.of(new Intended(step, direction, key, plan));
            case Baseline ignored -> Optional.empty();
            case Inspecting ignored -> Optional.empty();
            case Measuring ignored -> Optional.empty();
            case Finished ignored -> Optional.empty();
        };
    }

    /** How it ended. */
    enum Result {
        /** The service recovered; for a reversal, it stayed healthy with everything put back. */
        RECOVERED,
        /** Every step was tried and the service has not recovered. */
        EXHAUSTED,
        /** It cannot safely go on by itself. */
        STOPPED;

        /** The word in JSON: {@code recovered}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
