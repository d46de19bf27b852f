package dev.safeguard.bootstrap.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.RunbookRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody meddles with a run while its worker is between two instructions, or dead. */
final class MeddledRunTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"AFTER_INTENT", "CALL_APPLIED"})
    void aFlagThatSomebodyChangedAfterTheCrashIsLeftAlone(Point deadly) {
        try (Trial trial = new Trial(folder)) {
            trial.service().overseenBy(passing -> !killedAt(deadly, passing));
            assertTrue(trial.endsKilled(trial.send()));
            int calls = trial.service().calls().size();
            trial.service().operatorSets("cache", "by hand");
            trial.service().overseenBy(Overseer.NOBODY);

            trial.complete();

            assertEquals(List.of("drift"), trial.outcomes());
            assertEquals(
                    Phase.Result.STOPPED, ((Phase.Finished) trial.run().phase()).result());
            assertEquals("by hand", trial.service().flags().get("cache"));
            assertEquals(calls, trial.service().calls().size());
            assertEquals(List.of(), trial.ledger());
        }
    }

    @Test
    void aReversalStopsAtAFlagThatSomebodyChanged() {
        try (Trial trial = new Trial(folder)) {
            trial.service().overseenBy(passing -> {
                if (passing.way() == Way.REVERSAL && passing.point() == Point.STARTING) {
                    trial.service().becomesSound();
                    trial.service().operatorSets("retries", "by hand");
                }
                return true;
            });

            trial.complete();

            assertEquals(
                    Map.of("cache", "on", "retries", "by hand", "route", "primary", "search", "basic"),
                    trial.service().flags());
            assertEquals(List.of("set-cache", "set-retries"), trial.ledger());
        }
    }

    @Test
    void aRunbookThatWasEditedMeanwhileChangesNoRunThatIsUnderWay() {
        try (Trial trial = new Trial(folder)) {
            trial.service().overseenBy(passing -> !killedAt(Point.AFTER_INTENT, passing));
            assertTrue(trial.endsKilled(trial.send()));
            trial.service().overseenBy(Overseer.NOBODY);

            assertFalse(trial.endsKilled(trial.send(List.of("cache=off", "everything=deleted"))));

            assertEquals(
                    List.of("not-recovered", "already-set", "not-recovered", "recovered", "not-needed"),
                    trial.outcomes());
            assertFalse(trial.service().flags().containsKey("everything"));
            assertTrue(trial.service().calls().stream().noneMatch(call -> call.value().equals("off")
                    && call.flag().equals("cache")));
        }
    }

    @Test
    void aParameterIsATextAndNothingElse() {
        String evil = "$(rm -rf /)";
        try (Trial trial = new Trial(folder)) {
            assertFalse(trial.endsKilled(trial.send(List.of("greeting=" + evil, "a b/$(id)=`id`;${HOME}&%41\\"))));

            assertEquals(
                    List.of(
                            "INC-1.run-1:1:apply:1 greeting = " + evil,
                            "INC-1.run-1:2:apply:1 a b/$(id) = `id`;${HOME}&%41\\"),
                    trial.service().calls().stream().map(RecordingService.Call::change).toList());
            assertEquals(evil, trial.service().flags().get("greeting"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INSPECTING, 1, 0",
        "AFTER_INTENT, 1, 0",
        "AFTER_STEP_END, 1, 1",
        "AFTER_STEP_END, 2, 1",
        "INSPECTING, 4, 2"
    })
    void theKillSwitchStopsAnAutomaticRunBeforeItsNextChange(Point pulledAt, int nth, int changesMade) {
        try (Trial trial = new Trial(folder)) {
            AtomicInteger times = new AtomicInteger();
            trial.service().overseenBy(passing -> {
                if (passing.point() == pulledAt && times.incrementAndGet() == nth) {
                    trial.setKillSwitch(Optional.of(
                            new AutomationPause("Ana", "the flags are being moved", trial.service().now())));
                }
                return true;
            });

            trial.complete();

            RunbookRun held = trial.run();
            assertFalse(held.isFinished());
            assertEquals(changesMade, trial.service().calls().size());
            assertEquals(
                    List.of("paused: automation is paused by Ana: the flags are being moved"),
                    trial.service().told());

            trial.setKillSwitch(Optional.empty());
            trial.service().overseenBy(Overseer.NOBODY);
            trial.complete();

            assertEquals(
                    List.of("not-recovered", "already-set", "not-recovered", "recovered", "not-needed"),
                    trial.outcomes());
        }
    }

    private static boolean killedAt(Point deadly, Overseer.Passing passing) {
        boolean dies = passing.point() == deadly;
        if (dies) {
            passing.kill();
        }
        return dies;
    }
}
