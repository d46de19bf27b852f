package dev.safeguard.domain.runbook;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A named, ordered list of safe mitigations for a symptom. No loops, branches or parallel steps: a short straight list
 * is the safety feature.
 *
 * @param settle how long a mitigation is given before it is judged
 * @param deadline how long after a mitigation its judgement may stay inconclusive; longer than {@code settle}
 */
public record Runbook(
        String name, String symptom, Autonomy autonomy, Duration settle, Duration deadline, List<Step> steps) {

    public static final Duration DEFAULT_SETTLE = Duration.ofMinutes(1);
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(10);

    public Runbook {
        steps = List.copyOf(steps);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a runbook needs a name");
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("runbook " + name + " has no steps");
        }
        if (settle.isNegative() || deadline.compareTo(settle) <= 0) {
            throw new IllegalArgumentException("runbook " + name + " needs a deadline longer than its settle time");
        }
        Set<String> names = new HashSet<>();
        for (Step step : steps) {
            if (!names.add(step.name())) {
                throw new IllegalArgumentException("runbook " + name + " has two steps named " + step.name());
            }
        }
    }
}
