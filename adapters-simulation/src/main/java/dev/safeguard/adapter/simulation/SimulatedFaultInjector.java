package dev.safeguard.adapter.simulation;

import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.domain.slo.Ratio;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Breaks the simulated service, from the next whole minute on. */
public final class SimulatedFaultInjector implements FaultInjector {

    private final SimulatedWorld world;

    public SimulatedFaultInjector(SimulatedWorld world) {
        this.world = world;
    }

    @Override
    public Set<String> faults() {
        return Arrays.stream(Fault.values()).map(Fault::word).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void inject(String fault, Ratio ratio) {
        Fault known = Words.find(Fault.class, fault)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown fault \"" + fault + "\"; did you mean " + Words.nearest(Fault.class, fault) + "?"));
        if (ratio.compareTo(Ratio.ZERO) < 0 || ratio.isGreaterThan(Ratio.ONE)) {
            throw new IllegalArgumentException("a fault breaks a share in [0, 1], was " + ratio);
        }
        world.set(known, ratio);
    }
}
