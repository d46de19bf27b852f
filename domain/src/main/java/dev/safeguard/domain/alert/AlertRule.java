package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.util.Set;
import java.util.TreeSet;

/** An SLO under a policy that can work for it: building one with a policy that cannot is refused, with reasons. */
public record AlertRule(Slo slo, AlertPolicy policy) {

    public AlertRule {
        refuse(policy.checkFor(slo));
    }

    /**
     * The SLO under the built-in policy for its objective and period.
     *
     * @throws UnworkablePolicyException when there is none, or it cannot work
     */
    public static AlertRule builtIn(Slo slo) {
        refuse(PolicyCheck.ofBuiltIn(slo));
        return new AlertRule(slo, AlertPolicy.builtIn(slo.objective(), slo.period()));
    }

    private static void refuse(PolicyCheck check) {
        if (!check.problems().isEmpty()) {
            throw new UnworkablePolicyException(check);
        }
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
