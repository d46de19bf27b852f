package dev.safeguard.domain.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * How often a service may be acted on without a human: at most {@value #RUNS} runs in an hour, with ten minutes between
 * the end of one and the start of the next. Judged on stored runs, so a restart forgets nothing.
 */
public final class RunLimits {

    private static final int RUNS = 3;
    private static final Duration WITHIN = Duration.ofHours(1);
    private static final Duration COOL_DOWN = Duration.ofMinutes(10);

    private RunLimits() {}

    /** Why no run may start now, or nothing when one may. */
    public static Optional<String> refusal(Collection<RunbookRun> runsOfTheService, Instant now) {
        Instant hourAgo = now.minus(WITHIN);
        long recent = runsOfTheService.stream()
                .filter(run -> run.startedAt().isAfter(hourAgo))
                .count();
        if (recent >= RUNS) {
            return Optional.of(recent + " runs in the last hour; " + RUNS + " are the limit");
        }
        boolean justEnded = runsOfTheService.stream()
                .anyMatch(run -> run.phase() instanceof Phase.Finished finished
                        && Duration.between(finished.at(), now).compareTo(COOL_DOWN) < 0);
        return justEnded
                ? Optional.of("a run ended less than " + COOL_DOWN.toMinutes() + " minutes ago")
                : Optional.empty();
    }
}
