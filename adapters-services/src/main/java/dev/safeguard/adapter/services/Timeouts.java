package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;

/** What a time-out in a runbook may be. */
final class Timeouts {

    /** A run holds its service while a call is under way, so that no call may take for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Timeouts() {}

    static void check(String name, Duration given) {
        if (!given.isPositive() || given.compareTo(LONGEST) > 0) {
            throw RefusedException.of(
                    name,
                    "parameter " + name + " must be more than 0s and at most " + Window.text(LONGEST) + ", was "
                            + Window.text(given));
        }
    }
}
