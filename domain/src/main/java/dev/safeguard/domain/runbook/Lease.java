package dev.safeguard.domain.runbook;

import java.time.Duration;
import java.time.Instant;

/**
 * The right of one worker to move a run on, for a while. Each time it changes hands its fence grows, and what is
 * committed under a lower fence is refused: a worker that was taken for dead, and was only slow, changes nothing.
 *
 * @param fence how often it has changed hands; 0 when nobody has held it yet
 * @param until from when, and the time a call may take later, somebody else may claim it
 */
public record Lease(Worker owner, long fence, Instant until) {

    /** How long a lease lasts unless it is renewed. */
    public static final Duration LENGTH = Duration.ofMinutes(2);

    /** How much longer than a call's time-out a lease must last for the call to be made. */
    public static final Duration MARGIN = Duration.ofSeconds(5);

    /** The lease of something that nobody has taken up yet. */
    public static Lease unclaimed(Instant now) {
        return new Lease(Worker.NOBODY, 0, now);
    }

    /**
     * Whether somebody else may claim it.
     *
     * @param callTimeout how long a call that its owner may have begun can still take
     * @param ownerGone whether the owner has provably ended
     */
    public boolean mayBeClaimed(Instant now, Duration callTimeout, boolean ownerGone) {
        return owner.equals(Worker.NOBODY) || ownerGone || now.isAfter(until.plus(callTimeout));
    }

    /** The lease in other hands. */
    public Lease claimedBy(Worker worker, Instant now) {
        return new Lease(worker, fence + 1, now.plus(LENGTH));
    }

    /** Whether it lasts long enough for a call that takes at most so long. */
    public boolean covers(Duration callTimeout, Instant now) {
        return Duration.between(now, until).compareTo(callTimeout.plus(MARGIN)) > 0;
    }

    /** The lease for a while longer, and long enough for a call that takes at most so long. */
    public Lease renewed(Duration callTimeout, Instant now) {
        Duration needed = callTimeout.plus(MARGIN.multipliedBy(2));
        Instant renewed = now.plus(needed.compareTo(LENGTH) > 0 ? needed : LENGTH);
        return new Lease(owner, fence, renewed.isAfter(until) ? renewed : until);
    }
}
