package dev.safeguard.application.alert;

import java.time.Duration;
import java.util.Optional;

/** Whether and how a known incident was told of, by pages or by tickets. */
public sealed interface Detection {

    /** How long the incident had gone on: zero when the alert stood before it; empty when it was missed. */
    default Optional<Duration> after() {
        return switch (this) {
            case Sent sent -> Optional.of(sent.delay());
            case Already ignored -> Optional.of(Duration.ZERO);
            case Missed ignored -> Optional.empty();
        };
    }

    /** What was sent, if anything was: in time, or before. */
    default Optional<Sighting> by() {
        return switch (this) {
            case Sent sent -> Optional.of(sent.first());
            case Already already -> Optional.of(already.standing());
            case Missed ignored -> Optional.empty();
        };
    }

    default boolean isDetected() {
        return after().isPresent();
    }

    /**
     * It was sent while the incident went on, or within its grace.
     *
     * @param first the first one of all SLOs
     * @param delay from the start of the incident until then
     */
    record Sent(Sighting first, Duration delay) implements Detection {}

    /**
     * The alert stood when the incident began, so nobody had to be told: detected at once, though perhaps not by merit.
     *
     * @param standing what had been sent, the earliest one that still stood
     * @param next what was sent next that falls into the incident, if anything was
     */
    record Already(Sighting standing, Optional<Sighting> next) implements Detection {}

    /** Nothing was sent that falls into the incident, and nothing stood. */
    record Missed() implements Detection {}
}
