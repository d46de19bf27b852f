package dev.safeguard.application.port;

import dev.safeguard.domain.slo.Ratio;
import java.util.Set;

/**
 * Breaks a service on purpose, for exercises and evals. Setting a fault to the ratio it has changes nothing. Never wired
 * to a production service. Called by one thread at a time.
 */
public interface FaultInjector {

    /** The faults it can inject, by name. */
    Set<String> faults();

    /**
     * From now on the fault breaks this share of what it touches.
     *
     * @param ratio in [0, 1]; 0 takes the fault away
     * @throws IllegalArgumentException when it does not know the fault
     */
    void inject(String fault, Ratio ratio);
}
