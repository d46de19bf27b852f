package dev.safeguard.adapter.simulation;

import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.slo.Ratio;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is in force at a moment.
 *
 * @param faults the share that each fault breaks; one that is not there breaks nothing
 * @param flags what each flag is set to; one that is not there is not set
 */
record Conditions(Map<Fault, Ratio> faults, Map<Flag, ControlState> flags) {

    static final Conditions HEALTHY = new Conditions(Map.of(), Map.of());

    private static final ControlState ON = ControlState.of("on");

    Conditions {
        faults = Map.copyOf(faults);
        flags = Map.copyOf(flags);
    }

    Conditions with(Fault fault, Ratio ratio) {
        Map<Fault, Ratio> changed = new EnumMap<>(Fault.class);
        changed.putAll(faults);
        if (ratio.equals(Ratio.ZERO)) {
            changed.remove(fault);
        } else {
            changed.put(fault, ratio);
        }
        return new Conditions(changed, flags);
    }

    Conditions with(Flag flag, ControlState state) {
        Map<Flag, ControlState> changed = new EnumMap<>(Flag.class);
        changed.putAll(flags);
        if (state.equals(ControlState.ABSENT)) {
            changed.remove(flag);
        } else {
            changed.put(flag, state);
        }
        return new Conditions(faults, changed);
    }

    Ratio ratio(Fault fault) {
        return faults.getOrDefault(fault, Ratio.ZERO);
    }

    /** {@link #ratio} for calculating with; the simulation may round, as nature does. */
    double share(Fault fault) {
        Ratio ratio = ratio(fault);
        return ratio.numerator().doubleValue() / ratio.denominator().doubleValue();
    }

    ControlState state(Flag flag) {
        return flags.getOrDefault(flag, ControlState.ABSENT);
    }

    boolean isOn(Flag flag) {
        return state(flag).equals(ON);
    }
}
