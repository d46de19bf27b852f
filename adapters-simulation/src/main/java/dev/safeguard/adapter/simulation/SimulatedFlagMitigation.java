package dev.safeguard.adapter.simulation;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sets a flag of the simulated service. The flag itself changes at once, and what the service does from the next whole
 * minute on.
 */
public final class SimulatedFlagMitigation implements Mitigation {

    private static final Set<String> VALUES = Set.of("on", "off");

    private final SimulatedWorld world;

    public SimulatedFlagMitigation(SimulatedWorld world) {
        this.world = world;
    }

    @Override
    public String type() {
        return "simulated-flag";
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
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("flag", "the flag of the simulated service, such as fallback", true),
                new Parameter("value", "on or off", true));
    }

    @Override
    public ControlState inspect(Map<String, String> with) {
        return world.conditions().state(flag(with));
    }

    @Override
    public MitigationPlan plan(Map<String, String> with, ControlState current) {
        Flag flag = flag(with);
        ControlState desired = ControlState.of(value(with));
        return new MitigationPlan(current, desired, "set " + flag.word() + " from " + current + " to " + desired);
    }

    @Override
    public void apply(Map<String, String> with, MitigationPlan plan, String key) {
        set(flag(with), plan.desired());
    }

    @Override
    public void revert(Map<String, String> with, MitigationPlan applied, String key) {
        set(flag(with), applied.prior());
    }

    @Override
    public boolean verify(Map<String, String> with, ControlState expected) {
        return inspect(with).equals(expected);
    }

    private void set(Flag flag, ControlState state) {
        try {
            world.set(flag, state);
        } catch (StoreException e) {
            throw new OutcomeUnknownException(
                    "the simulated service may have lost " + flag.word() + ": " + e.getMessage());
        }
    }

    private static Flag flag(Map<String, String> with) {
        String word = parameter(with, "flag");
        return Words.find(Flag.class, word)
                .orElseThrow(() -> new RefusedException("flag", "the simulated service has no flag \"" + word
                        + "\"; did you mean " + Words.nearest(Flag.class, word) + "?"));
    }

    private static String value(Map<String, String> with) {
        String value = parameter(with, "value");
        if (!VALUES.contains(value)) {
            throw new RefusedException("value", "the value of a flag must be \"on\" or \"off\", was \"" + value + "\"");
        }
        return value;
    }

    private static String parameter(Map<String, String> with, String name) {
        String value = with.get(name);
        if (value == null) {
            throw new RefusedException(name, "parameter " + name + " of simulated-flag is missing");
        }
        return value;
    }
}
