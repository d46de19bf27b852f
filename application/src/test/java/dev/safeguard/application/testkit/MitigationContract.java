package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.Parameter;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Mitigation} promises: the test that a new one extends. It is all about absolute sets that can be
 * looked at, repeated and put back.
 */
public abstract class MitigationContract {

    private static final String KEY = "INC-1.run-1:1:apply:1";
    private static final String UNDO_KEY = "INC-1.run-1:1:revert:1";

    private Mitigation mitigation;
    private Map<String, String> with;

    /** The mitigation, with a control surface of its own for each test. */
    protected abstract Mitigation mitigation();

    /** Parameters that change something on that control surface. */
    protected abstract Map<String, String> with();

    @BeforeEach
    void prepare() {
        mitigation = mitigation();
        with = Map.copyOf(with());
    }

    @Test
    void itSaysWhatItIs() {
        assertTrue(mitigation.type().matches("[a-z0-9]+(-[a-z0-9]+)*"), mitigation.type());
        assertFalse(mitigation.blastRadius().isBlank());
        Set<String> names = new HashSet<>();
        for (Parameter parameter : mitigation.parameters()) {
            assertTrue(names.add(parameter.name()), parameter.name() + " is listed twice");
            assertFalse(parameter.description().isBlank(), parameter.name());
        }
        assertTrue(names.containsAll(with.keySet()), "a parameter in use is not listed");
    }

    @Test
    void lookingAndPlanningChangeNothing() {
        ControlState before = mitigation.inspect(with);
        MitigationPlan plan = mitigation.plan(with, before);
        assertEquals(before, plan.prior());
        assertNotEquals(before, plan.desired(), "the contract needs parameters that change something");
        assertFalse(plan.description().isBlank());
        assertEquals(plan, mitigation.plan(with, before));
        assertEquals(before, mitigation.inspect(with));
    }

    @Test
    void applyingSetsWhatThePlanSays() {
        MitigationPlan plan = applied();
        assertEquals(plan.desired(), mitigation.inspect(with));
        assertTrue(mitigation.verify(with, plan.desired()));
        assertFalse(mitigation.verify(with, plan.prior()));
    }

    @Test
    void applyingAgainUnderTheSameKeyHasNoFurtherEffect() {
        MitigationPlan plan = applied();
        mitigation.apply(with, plan, KEY);
        assertEquals(plan.desired(), mitigation.inspect(with));
    }

    @Test
    void whatIsSetNeedsNoPlan() {
        applied();
        assertTrue(mitigation.plan(with, mitigation.inspect(with)).alreadySet());
    }

    @Test
    void applyingSetsItWhateverItIsNow() {
        ControlState before = mitigation.inspect(with);
        MitigationPlan stale = mitigation.plan(with, before).reversed();
        mitigation.apply(with, stale, KEY);
        assertEquals(before, mitigation.inspect(with));
    }

    @Test
    void revertingPutsBackWhatWasFoundAbsenceIncluded() {
        if (mitigation.reversibility() == Reversibility.IRREVERSIBLE) {
            return;
        }
        MitigationPlan plan = applied();
        mitigation.revert(with, plan, UNDO_KEY);
        assertEquals(plan.prior(), mitigation.inspect(with));
        assertTrue(mitigation.verify(with, plan.prior()));

        mitigation.revert(with, plan, UNDO_KEY);
        assertEquals(plan.prior(), mitigation.inspect(with));
    }

    @Test
    void whatWasRevertedCanBeAppliedAgain() {
        if (mitigation.reversibility() == Reversibility.IRREVERSIBLE) {
            return;
        }
        MitigationPlan plan = applied();
        mitigation.revert(with, plan, UNDO_KEY);
        mitigation.apply(with, plan, "INC-1.run-1:1:reapply:2");
        assertTrue(mitigation.verify(with, plan.desired()));
    }

    @Test
    void aMissingParameterIsRefusedByItsName() {
        List<String> required = mitigation.parameters().stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
        for (String missing : required) {
            Map<String, String> others = new HashMap<>(with);
            others.remove(missing);
            RefusedException refused = assertThrows(RefusedException.class, () -> {
                ControlState current = mitigation.inspect(others);
                mitigation.plan(others, current);
            });
            assertTrue(refused.getMessage().contains(missing), refused.getMessage());
        }
    }

    private MitigationPlan applied() {
        MitigationPlan plan = mitigation.plan(with, mitigation.inspect(with));
        mitigation.apply(with, plan, KEY);
        return plan;
    }
}
