package dev.safeguard.domain.runbook;

import java.time.Duration;
import java.time.Instant;

/** The times a judgement keeps: how long to settle, how long to wait for proof, and the length of a bucket. */
record Pace(Duration settle, Duration deadline, Duration resolution) {

    Phase.Measuring measuring(int step, Instant now) {
        Instant settled = ceiling(now.plus(settle));
        return new Phase.Measuring(step, settled, now.plus(deadline), settled);
    }

    /** The next thing to do while judging: read what is complete by now, or wait for the next bucket to be. */
    Command next(Phase.Measuring measuring, Instant now) {
        Instant complete = floor(now);
        if (complete.isAfter(measuring.measuredUntil()) || !now.isBefore(measuring.deadline())) {
            return new Command.Measure(measuring.settled(), complete);
        }
        Instant nextBucket = measuring.measuredUntil().plus(resolution);
        return new Command.Await(nextBucket.isBefore(measuring.deadline()) ? nextBucket : measuring.deadline());
    }

    private Instant floor(Instant instant) {
        long seconds = resolution.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }

    private Instant ceiling(Instant instant) {
        Instant floor = floor(instant);
        return floor.equals(instant) ? floor : floor.plus(resolution);
    }
}
