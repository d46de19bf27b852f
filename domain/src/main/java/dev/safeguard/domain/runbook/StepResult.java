package dev.safeguard.domain.runbook;

import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.Optional;

/**
 * The recorded outcome of one step.
 *
 * @param index from 0
 * @param sliBefore the SLI last measured before the step, where there was one
 * @param sliAfter the SLI of the last check after it, where there was one
 * @param reason the outcome in words
 */
public record StepResult(
        int index,
        String step,
        StepOutcome outcome,
        Optional<Ratio> sliBefore,
        Optional<Ratio> sliAfter,
        Instant at,
        String reason) {}
