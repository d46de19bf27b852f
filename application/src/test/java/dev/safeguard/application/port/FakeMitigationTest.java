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
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FakeMitigationTest extends MitigationContract {

    private static final Map<String, String> WITH = Map.of("flag", "fallback", "value", "on");
    private static final ControlState ON = ControlState.of("on");

    private final FakeMitigation mitigation = new FakeMitigation();
    private final FakeMitigation.With with = mitigation.parameters().read(WITH);

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
        mitigation.set("fallback", ControlState.of("theirs"));
    }

    @Override
    protected Set<Trouble> troubles() {
        return Set.of(Trouble.LOSE_ANSWER, Trouble.NO_EFFECT);
    }

    @Override
    protected void cause(Optional<Trouble> trouble) {
        mitigation.behave(trouble.map(known -> known == Trouble.NO_EFFECT ? Behaviour.NO_EFFECT : Behaviour.LOSE_ANSWER)
                .orElse(Behaviour.OBEY));
    }

    @Override
    protected Optional<Long> writes() {
        return Optional.of((long) mitigation.calls().size());
    }

    @Override
    protected Optional<Map<String, String>> withText(String text) {
        return Optional.of(Map.of("flag", "fallback", "value", text));
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
        assertFalse(mitigation.verify(with, ON));
    }

    @Test
    void itRecordsItsCalls() {
        apply();
        assertEquals(List.of(new Call("apply", "fallback", "key")), mitigation.calls());
    }

    private void apply() {
        mitigation.apply(with, new MitigationPlan(ControlState.ABSENT, ON, "set fallback to on"), "key");
    }
}
