package dev.safeguard.application.runbook;

import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import dev.safeguard.domain.runbook.Step;
import java.util.Optional;

/**
 * What a step would do now.
 *
 * @param reversibility where its type is installed
 * @param blastRadius what else it can hurt; empty where its type is not installed
 * @param change where the control surface can be read
 * @param refusal why it cannot be planned, where it cannot
 */
public record PlannedStep(
        Step step,
        Optional<Reversibility> reversibility,
        String blastRadius,
        Optional<MitigationPlan> change,
        Optional<String> refusal) {}
