package dev.safeguard.adapter.simulation;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;

/**
 * Sets a flag of the simulated service. The flag itself changes at once, and what the service does from the next whole
 * minute on.
 */
public final class SimulatedFlagMitigation implements Mitigation<SimulatedFlagMitigation.With> {

    private final SimulatedWorld world;

    public SimulatedFlagMitigation(SimulatedWorld world) {
        this.world = world;
    }

    /** What a flag may be. */
    public enum Value {
        ON,
        OFF
    }

    /** Which flag, and what it is to be. */
    public record With(
            @Parameter("the flag of the simulated service, such as fallback") String flag,
            @Parameter("what it is to be") Value value) {

        public With {
            if (Words.find(Flag.class, flag).isEmpty()) {
                throw RefusedException.of(
                        "flag",
                        "the simulated service has no flag \"" + flag + "\"; did you mean "
                                + Words.nearest(Flag.class, flag) + "?");
            }
        }

        private Flag known() {
            return Words.find(Flag.class, flag).orElseThrow();
        }
    }

    @Override
    public String type() {
        return "simulated-flag";
    }

    @Override
    public String purpose() {
        return "sets a flag of the simulated service";
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.REVERSIBLE;
    }

    @Override
    public String blastRadius() {
        return "every user of the simulated service; no real one";
    }

    @Override
    public Parameters<With> parameters() {
        return Parameters.of(With.class);
    }

    @Override
    public ControlState inspect(With with) {
        return world.conditions().state(with.known());
    }

    @Override
    public MitigationPlan plan(With with, ControlState current) {
        ControlState desired = ControlState.of(Words.of(with.value()));
        return new MitigationPlan(current, desired, "set " + with.flag() + " from " + current + " to " + desired);
    }

    @Override
    public void apply(With with, MitigationPlan plan, String key) {
        set(with.known(), plan.desired());
    }

    @Override
    public void revert(With with, MitigationPlan applied, String key) {
        ControlState current = inspect(with);
        if (!current.equals(applied.desired()) && !current.equals(applied.prior())) {
            throw RefusedException.drift(applied, current);
        }
        set(with.known(), applied.prior());
    }

    private void set(Flag flag, ControlState state) {
        try {
            world.set(flag, state);
        } catch (StoreException e) {
            throw new OutcomeUnknownException(
                    "the simulated service may have lost " + Words.of(flag) + ": " + e.getMessage());
        }
    }
}
