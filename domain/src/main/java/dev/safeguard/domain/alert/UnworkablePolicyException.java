package dev.safeguard.domain.alert;

import java.util.stream.Collectors;

/** A policy cannot work for an SLO: every reason at once, with what follows from its tiers and a policy that works. */
public final class UnworkablePolicyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient PolicyCheck check;

    UnworkablePolicyException(PolicyCheck check) {
        super("SLO " + check.slo().name() + ": "
                + check.problems().stream().map(PolicyProblem::sentence).collect(Collectors.joining("; ")));
        this.check = check;
    }

    public PolicyCheck check() {
        return check;
    }
}
