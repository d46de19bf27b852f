package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.domain.slo.Ratio;
import org.junit.jupiter.api.Test;

/** What {@link FaultInjector} promises. Every test has an injector of its own, with no fault in force. */
public abstract class FaultInjectorContract {

    protected abstract FaultInjector injector();

    /** The share that this fault of the injector breaks now. */
    protected abstract Ratio inForce(String fault);

    @Test
    void thereAreFaultsAndNoneIsInForceAtFirst() {
        assertFalse(injector().faults().isEmpty());
        injector().faults().forEach(fault -> assertEquals(Ratio.ZERO, inForce(fault), fault));
    }

    @Test
    void everyFaultCanBeInjectedChangedAndTakenAway() {
        for (String fault : injector().faults()) {
            for (Ratio ratio : new Ratio[] {Ratio.of("0.25"), Ratio.ONE, Ratio.ONE, Ratio.ZERO, Ratio.ZERO}) {
                injector().inject(fault, ratio);
                assertEquals(ratio, inForce(fault), fault);
            }
        }
    }

    @Test
    void aFaultLeavesTheOthersAlone() {
        String one = injector().faults().stream().sorted().toList().getFirst();
        injector().inject(one, Ratio.ONE);
        injector().faults().stream()
                .filter(fault -> !fault.equals(one))
                .forEach(other -> assertEquals(Ratio.ZERO, inForce(other), other));
    }

    @Test
    void anUnknownFaultIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> injector().inject("never-heard-of", Ratio.ONE));
    }

    @Test
    void aShareOutsideZeroToOneIsRefused() {
        String fault = injector().faults().iterator().next();
        assertThrows(IllegalArgumentException.class, () -> injector().inject(fault, Ratio.of("1.01")));
        assertThrows(IllegalArgumentException.class, () -> injector().inject(fault, Ratio.of("-0.01")));
        assertEquals(Ratio.ZERO, inForce(fault));
    }
}
