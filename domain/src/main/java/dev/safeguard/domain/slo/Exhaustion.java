package dev.safeguard.domain.slo;

import java.time.Instant;

/** When an error budget is gone if everything goes on as in a stated window. */
public sealed interface Exhaustion {

    /** It is gone already. */
    record Gone() implements Exhaustion {}

    /** It will be: the first whole second at which nothing is left. */
    record At(Instant instant) implements Exhaustion {}

    /**
     * It never is: nothing burns, or so slowly that what is counted now has left a rolling period, or the month is
     * over, before it is gone.
     */
    record Never() implements Exhaustion {}

    /** Nobody can tell: the period, or the window, has no events to tell it from. */
    record Unknown() implements Exhaustion {}

    /** The word in JSON: {@code gone}, {@code at}, {@code never} or {@code unknown}. */
    default String word() {
        return switch (this) {
            case Gone ignored -> "gone";
            case At ignored -> "at";
            case Never ignored -> "never";
            case Unknown ignored -> "unknown";
        };
    }
}
