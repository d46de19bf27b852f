package dev.safeguard.domain.runbook;

import static dev.safeguard.domain.runbook.SimulatedService.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunbookTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void settlesForAMinuteAndWaitsTenForProofUnlessToldOtherwise() {
        assertEquals(MINUTE, Runbook.DEFAULT_SETTLE);
        assertEquals(Duration.ofMinutes(10), Runbook.DEFAULT_DEADLINE);
    }

    @Test
    void aRunbookThatCannotBeWalkedIsRefused() {
        assertRefused("a runbook needs a name", " ", MINUTE, MINUTE.multipliedBy(2), "a");
        assertRefused("runbook r has no steps", "r", MINUTE, MINUTE.multipliedBy(2));
        assertRefused("runbook r has two steps named a", "r", MINUTE, MINUTE.multipliedBy(2), "a", "b", "a");
        assertRefused("runbook r needs a deadline longer than its settle time", "r", MINUTE, MINUTE, "a");
        assertRefused("runbook r needs a deadline longer than its settle time", "r", MINUTE.negated(), MINUTE, "a");
    }

    @Test
    void aStepNeedsANameAndAMitigation() {
        assertThrows(IllegalArgumentException.class, () -> step(" "));
        assertThrows(IllegalArgumentException.class, () -> new Step("a", "", new TreeMap<>(), ""));
    }

    @Test
    void aStepKeepsItsParametersInOrderAndToItself() {
        TreeMap<String, String> with = new TreeMap<>(Map.of("b", "2", "a", "1"));
        Step step = new Step("a", "switch", with, "");
        with.put("c", "3");

        assertEquals(List.of("a", "b"), List.copyOf(step.with().keySet()));
        assertThrows(UnsupportedOperationException.class, () -> step.with().clear());
    }

    @Test
    void aPlanFromTheDesiredStateToItselfChangesNothing() {
        ControlState on = ControlState.of("on");

        assertTrue(new MitigationPlan(on, on, "").alreadySet());
        assertFalse(new MitigationPlan(ControlState.ABSENT, on, "").alreadySet());
        assertFalse(new MitigationPlan(ControlState.ABSENT, ControlState.of(""), "").alreadySet());
    }

    @Test
    void aPlanReversedPutsBackWhatItFound() {
        MitigationPlan plan = new MitigationPlan(ControlState.ABSENT, ControlState.of("on"), "flag on");

        assertEquals(new MitigationPlan(ControlState.of("on"), ControlState.ABSENT, "undo: flag on"), plan.reversed());
    }

    @Test
    void anOutcomeSaysWhetherTheMitigationMayBeInForce() {
        assertEquals(
                List.of(
                        StepOutcome.RECOVERED,
                        StepOutcome.NOT_RECOVERED,
                        StepOutcome.INCONCLUSIVE,
                        StepOutcome.UNKNOWN),
                Arrays.stream(StepOutcome.values())
                        .filter(StepOutcome::wasApplied)
                        .toList());
    }

    @Test
    void wordsAreTheSameInEveryLocale() {
        assertEquals(
                List.of(
                        "recovered",
                        "not-recovered",
                        "inconclusive",
                        "failed",
                        "unknown",
                        "drift",
                        "already-set",
                        "not-needed"),
                Arrays.stream(StepOutcome.values()).map(StepOutcome::word).toList());
        assertEquals(
                List.of("apply", "revert", "reapply"),
                Arrays.stream(Direction.values()).map(Direction::word).toList());
        assertEquals(
                List.of("plan", "approve", "auto"),
                Arrays.stream(Autonomy.values()).map(Autonomy::word).toList());
    }

    private static void assertRefused(
            String message, String name, Duration settle, Duration deadline, String... steps) {
        List<Step> list = Arrays.stream(steps).map(SimulatedService::step).toList();
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Runbook(name, "symptom", Autonomy.AUTO, settle, deadline, list));
        assertEquals(message, refused.getMessage());
    }
}
