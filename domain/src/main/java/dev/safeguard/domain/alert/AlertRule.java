package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.util.Set;
import java.util.TreeSet;

/** An SLO under a policy that can work for it: building one with a policy that cannot is refused, with reasons. */
public record AlertRule(Slo slo, AlertPolicy policy) {

    public AlertRule {
        var problems = policy.problemsFor(slo);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("SLO " + slo.name() + ": " + String.join("; ", problems));
        }
    }

    /** The SLO under the built-in policy for its objective and period. */
    public static AlertRule builtIn(Slo slo) {
        return new AlertRule(slo, AlertPolicy.builtIn(slo.objective(), slo.period()));
    }

    /** Every window that has to be kept to decide on this rule; the period of its budget is none of them. */
    public Set<Window> windows() {
        Set<Window> windows = new TreeSet<>();
        policy.tiers().forEach(tier -> {
            windows.add(tier.longWindow());
            windows.add(tier.shortWindow());
        });
        return windows;
    }

    /** The window in which the SLI is shown: the shortest of the policy. */
    public Window sliWindow() {
        return policy.tiers().stream()
                .map(BurnTier::shortWindow)
                .min(Window::compareTo)
                .orElse(slo.periodWindow());
    }
}
