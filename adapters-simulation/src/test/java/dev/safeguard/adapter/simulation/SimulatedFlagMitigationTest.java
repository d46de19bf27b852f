package dev.safeguard.adapter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.InMemoryWorldStore;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SimulatedFlagMitigationTest extends MitigationContract {

    private static final Map<String, String> WITH = Map.of("flag", "load-shedding", "value", "on");

    private final InMemoryWorldStore store = new InMemoryWorldStore();
    private final SimulatedWorld world =
            SimulatedWorld.create(new FakeClock(Instant.parse("2026-03-02T09:00:00Z")), 7, store);
    private final SimulatedFlagMitigation mitigation = new SimulatedFlagMitigation(world);
    private final SimulatedFlagMitigation.With with = mitigation.parameters().read(WITH);

    @Override
    protected Mitigation<?> mitigation() {
        return mitigation;
    }

    @Override
    protected Map<String, String> with() {
        return WITH;
    }

    @Override
    protected void tamper() {
        world.set(Flag.LOAD_SHEDDING, ControlState.of("off"));
    }

    @Override
    protected Set<Trouble> troubles() {
        return Set.of(Trouble.SERVER_ERROR);
    }

    @Override
    protected void cause(Optional<Trouble> trouble) {
        store.fail(trouble.isPresent());
    }

    @Test
    void aFlagStartsNotSet() {
        assertEquals(ControlState.ABSENT, mitigation.inspect(with));
        assertEquals(
                "set load-shedding from not set to on",
                mitigation.plan(with, ControlState.ABSENT).description());
    }

    @Test
    void anUnknownFlagIsRefusedWithAGuess() {
        RefusedException refused = assertThrows(
                RefusedException.class, () -> mitigation.parameters().read(Map.of("flag", "load-sheding", "value", "on")));
        assertEquals(
                "the simulated service has no flag \"load-sheding\"; did you mean load-shedding?",
                refused.getMessage());
    }

    @Test
    void aFlagIsOnOrOff() {
        Map<String, String> unfit = Map.of("flag", "cache", "value", "ON");
        assertEquals(
                "parameter value must be on or off, was \"ON\"",
                assertThrows(RefusedException.class, () -> mitigation.parameters().read(unfit))
                        .getMessage());
    }

    @Test
    void aWorldThatCannotBeKeptLeavesTheOutcomeUnknown() {
        MitigationPlan plan = mitigation.plan(with, ControlState.ABSENT);
        store.fail(true);
        assertThrows(OutcomeUnknownException.class, () -> mitigation.apply(with, plan, "key"));
        assertFalse(mitigation.verify(with, plan.desired()));
    }
}
