package dev.safeguard.application.testkit;

import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.domain.slo.Ratio;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Remembers which faults are in force, and breaks nothing. */
public final class FakeFaultInjector implements FaultInjector {

    private final Set<String> faults;
    private final SortedMap<String, Ratio> inForce = new TreeMap<>();

    public FakeFaultInjector(String... faults) {
        this.faults = Set.of(faults);
    }

    @Override
    public Set<String> faults() {
        return faults;
    }

    @Override
    public void inject(String fault, Ratio ratio) {
        if (!faults.contains(fault)) {
            throw new IllegalArgumentException("unknown fault " + fault + ", there are " + faults);
        }
        if (ratio.compareTo(Ratio.ZERO) < 0 || ratio.isGreaterThan(Ratio.ONE)) {
            throw new IllegalArgumentException("a fault breaks a share in [0, 1], was " + ratio);
        }
        if (ratio.equals(Ratio.ZERO)) {
            inForce.remove(fault);
        } else {
            inForce.put(fault, ratio);
        }
    }

    /** The faults in force, each with the share that it breaks. */
    public Map<String, Ratio> inForce() {
        return Collections.unmodifiableMap(new TreeMap<>(inForce));
    }
}
