package dev.safeguard.application.runbook;

import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.slo.Slo;
import java.util.List;

/**
 * What a runbook would change on a service as it is now.
 *
 * @param slo judges whether the service has recovered
 * @param hash stands for all of it: the service, the runbook, what is there now and what would be set
 */
public record RunPlan(Slo slo, Runbook runbook, List<PlannedStep> steps, String hash) {

    public RunPlan {
        steps = List.copyOf(steps);
    }
}
