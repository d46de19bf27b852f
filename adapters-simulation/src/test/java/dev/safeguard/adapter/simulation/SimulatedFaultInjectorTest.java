package dev.safeguard.adapter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FaultInjectorContract;
import dev.safeguard.application.testkit.InMemoryWorldStore;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SimulatedFaultInjectorTest extends FaultInjectorContract {

    private final SimulatedWorld world =
            SimulatedWorld.create(new FakeClock(Instant.parse("2026-03-02T09:00:00Z")), 7, new InMemoryWorldStore());
    private final SimulatedFaultInjector injector = new SimulatedFaultInjector(world);

    @Override
    protected FaultInjector injector() {
        return injector;
    }

    @Override
    protected Ratio inForce(String fault) {
        return world.conditions().ratio(Words.find(Fault.class, fault).orElseThrow());
    }

    @Test
    void faultsAreNamedAfterTheScenarios() {
        assertEquals(Scenarios.all().stream().map(Scenario::name).collect(Collectors.toSet()), injector.faults());
    }

    @Test
    void anUnknownFaultIsRefusedWithAGuess() {
        assertEquals(
                "unknown fault \"slow-leek\"; did you mean slow-leak?",
                assertThrows(IllegalArgumentException.class, () -> injector.inject("slow-leek", Ratio.ONE))
                        .getMessage());
    }

    @Test
    void settingWhatIsSetLeavesNoTrace() {
        injector.inject("blip", Ratio.ONE);
        injector.inject("blip", Ratio.ONE);
        assertEquals(1, world.journal().changes().size());
    }
}
