package dev.safeguard.bootstrap.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two real processes after one service at the same time. */
final class RivalWorkersTest {

    private static final List<String> OUTCOMES =
            List.of("not-recovered", "already-set", "not-recovered", "recovered", "not-needed");

    @TempDir
    Path folder;

    @Test
    void ofTwoThatStartARunOneIsRefusedAndEachChangeIsCalledOnce() {
        try (Trial trial = new Trial(folder)) {
            CountDownLatch bothSawNone = new CountDownLatch(2);
            CountDownLatch otherWasRefused = new CountDownLatch(1);
            trial.service().overseenBy(passing -> {
                if (passing.way() == Way.RUN) {
                    switch (passing.point()) {
                        case STARTING -> meet(bothSawNone);
                        case AFTER_START -> await(otherWasRefused);
                        default -> {}
                    }
                } else if (passing.point() == Point.STARTING) {
                    trial.service().becomesSound();
                }
                return true;
            });
            trial.service().wheneverTold("refused: ", otherWasRefused::countDown);

            Process one = trial.send();
            Process other = trial.send();
            trial.endsDone(one);
            trial.endsDone(other);

            assertTrue(
                    trial.service()
                            .told()
                            .contains("refused: another run or reversal of " + WorkerProcess.SERVICE + " is active"),
                    () -> trial.service().told().toString());
            assertEachChangeWasCalledOnce(trial);
        }
    }

    @Test
    void twoThatMoveTheSameRunOnMakeEachChangeOnce() {
        try (Trial trial = new Trial(folder)) {
            trial.service().overseenBy(passing -> {
                if (passing.point() == Point.AFTER_START) {
                    passing.kill();
                    return false;
                }
                return true;
            });
            assertTrue(trial.endsKilled(trial.send()));
            CountDownLatch bothHaveCome = new CountDownLatch(2);
            trial.service().overseenBy(passing -> {
                if (passing.point() == Point.ARRIVED) {
                    meet(bothHaveCome);
                } else if (passing.way() == Way.REVERSAL && passing.point() == Point.STARTING) {
                    trial.service().becomesSound();
                }
                return true;
            });

            Process one = trial.send();
            Process other = trial.send();
            trial.endsDone(one);
            trial.endsDone(other);

            assertEachChangeWasCalledOnce(trial);
        }
    }

    private static void assertEachChangeWasCalledOnce(Trial trial) {
        assertEquals(OUTCOMES, trial.outcomes());
        assertEquals(
                List.of(
                        "INC-1.run-1:1:apply:1 cache = on",
                        "INC-1.run-1:3:apply:1 retries = off",
                        "INC-1.run-1:4:apply:1 route = backup",
                        "INC-1.run-2:1:revert:1 route = primary",
                        "INC-1.run-2:2:revert:1 retries = on",
                        "INC-1.run-2:3:revert:1 cache = (absent)"),
                trial.service().calls().stream().map(RecordingService.Call::change).toList());
        assertEquals(List.of(), trial.ledger());
        assertEquals(List.of("ok"), trial.integrity());
    }

    /** Stopped by SIGSTOP in the middle, taken for dead, overtaken, and woken up when everything is done. */
    @ParameterizedTest
    @EnumSource(names = {"AFTER_INTENT", "CALL_APPLIED", "CALL_ANSWERED"})
    void aWorkerThatWakesUpTooLateChangesNothing(Point asleepAt) throws IOException, InterruptedException {
        try (Trial trial = new Trial(folder)) {
            CountDownLatch asleep = new CountDownLatch(1);
            CountDownLatch awake = new CountDownLatch(1);
            trial.service().overseenBy(passing -> {
                if (passing.way() == Way.REVERSAL && passing.point() == Point.STARTING) {
                    trial.service().becomesSound();
                } else if (passing.point() == asleepAt && asleep.getCount() > 0) {
                    signal("STOP", passing.worker());
                    asleep.countDown();
                    await(awake);
                }
                return true;
            });
            Process sleeper = trial.send();
            await(asleep);
            trial.service().timePassesTo(trial.service().now().plus(Duration.ofMinutes(5)));
            trial.complete();
            String done = trial.story().text();
            List<String> leases = trial.leases();

            signal("CONT", sleeper.pid());
            awake.countDown();
            trial.endsDone(sleeper);

            assertEquals(done, trial.story().text());
            assertEquals(leases, trial.leases());
            assertEquals(OUTCOMES, trial.outcomes());
            assertEquals(
                    asleepAt == Point.AFTER_INTENT
                            ? List.of()
                            : List.of("fenced: INC-1.run-1 was taken over by another worker"),
                    trial.service().told());
            assertEquals(
                    asleepAt == Point.AFTER_INTENT ? List.of() : List.of("INC-1.run-1:1:apply:1 cache = on"),
                    trial.service().calls().stream()
                            .filter(call -> call.worker() == sleeper.pid())
                            .map(RecordingService.Call::change)
                            .toList());
        }
    }

    private static void signal(String name, long process) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertEquals(0, exit, "kill -" + name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void meet(CountDownLatch all) {
        all.countDown();
        await(all);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS), "nobody came");
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
