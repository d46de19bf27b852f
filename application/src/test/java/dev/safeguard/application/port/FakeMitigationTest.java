package dev.safeguard.application.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.application.testkit.FakeMitigation.Behaviour;
import dev.safeguard.application.testkit.FakeMitigation.Call;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FakeMitigationTest extends MitigationContract {

    private static final Map<String, String> WITH = Map.of("flag", "fallback", "value", "on");
    private static final ControlState ON = ControlState.of("on");

    private final FakeMitigation mitigation = new FakeMitigation();

    @Override
    protected Mitigation mitigation() {
        return mitigation;
    }

    @Override
    protected Map<String, String> with() {
        return WITH;
    }

    @Test
    void itRefusesWhenToldTo() {
        mitigation.behave(Behaviour.REFUSE);
        assertThrows(RefusedException.class, this::apply);
        assertEquals(ControlState.ABSENT, mitigation.state("fallback"));
    }

    @Test
    void aLostAnswerAndALostCallLookTheSameAndAreNot() {
        mitigation.behave(Behaviour.LOSE_CALL);
        assertThrows(OutcomeUnknownException.class, this::apply);
        assertEquals(ControlState.ABSENT, mitigation.state("fallback"));

        mitigation.behave(Behaviour.LOSE_ANSWER);
        assertThrows(OutcomeUnknownException.class, this::apply);
        assertEquals(ON, mitigation.state("fallback"));
    }

    @Test
    void withoutEffectNothingIsVerified() {
        mitigation.behave(Behaviour.NO_EFFECT);
        apply();
        assertFalse(mitigation.verify(WITH, ON));
    }

    @Test
    void itRecordsItsCalls() {
        apply();
        assertEquals(List.of(new Call("apply", "fallback", "key")), mitigation.calls());
    }

    private void apply() {
        mitigation.apply(WITH, new MitigationPlan(ControlState.ABSENT, ON, "set fallback to on"), "key");
    }
}
