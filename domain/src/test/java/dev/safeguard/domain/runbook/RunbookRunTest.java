package dev.safeguard.domain.runbook;

import static dev.safeguard.domain.runbook.SimulatedService.NOON;
import static dev.safeguard.domain.runbook.SimulatedService.ON;
import static dev.safeguard.domain.runbook.SimulatedService.SLO;
import static dev.safeguard.domain.runbook.SimulatedService.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookRunTest {

    private static final RunId ID = RunId.of("INC-7", 1);
    private static final Runbook RUNBOOK = new Runbook(
            "provider-outage",
            "model-provider-outage",
            Autonomy.AUTO,
            Runbook.DEFAULT_SETTLE,
            Runbook.DEFAULT_DEADLINE,
            List.of(step("flip-to-fallback"), step("enable-cache"), step("shed-load"), step("static-answers")));

    private final SimulatedService service = halfBroken();

    /** Half of all answers fail; each switch gives back some of them, and the third all. */
    private static SimulatedService halfBroken() {
        return new SimulatedService(on -> {
            if (on.contains("shed-load")) {
                return 100;
            }
            return on.contains("enable-cache") ? 95 : on.contains("flip-to-fallback") ? 85 : 50;
        });
    }

    @Nested
    class StopOnRecovery {

        @Test
        void stopsTheMomentTheServiceHasRecovered() {
            RunbookRun run = service.finish(start());

            assertEquals(
                    List.of(
                            result(0, StepOutcome.NOT_RECOVERED, "0.5", "0.85", minute(2), "not recovered"),
                            result(1, StepOutcome.NOT_RECOVERED, "0.85", "0.95", minute(4), "not recovered"),
                            result(2, StepOutcome.RECOVERED, "0.95", "1", minute(7), "recovered (2 of 2 checks)"),
                            result(3, StepOutcome.NOT_NEEDED, "1", null, minute(7), "not needed")),
                    run.results());
            assertEquals(
                    new Phase.Finished(Phase.Result.RECOVERED, "recovered after shed-load", minute(7)), run.phase());
            assertEquals(List.of("apply flip-to-fallback", "apply enable-cache", "apply shed-load"), service.called());
            assertEquals(ControlState.ABSENT, service.state("static-answers"));
            assertEquals(Optional.of(Ratio.ONE), run.latestSli());
        }

        @Test
        void touchesNothingWhenTheServiceIsHealthyAlready() {
            SimulatedService healthy = new SimulatedService(on -> 99);

            RunbookRun run = healthy.finish(start());

            assertEquals(List.of(new Command.Measure(minute(-5), NOON)), healthy.commands);
            assertEquals(
                    List.of(
                            StepOutcome.NOT_NEEDED,
                            StepOutcome.NOT_NEEDED,
                            StepOutcome.NOT_NEEDED,
                            StepOutcome.NOT_NEEDED),
                    outcomes(run));
            assertEquals(
                    new Phase.Finished(Phase.Result.RECOVERED, "the service had recovered before the first step", NOON),
                    run.phase());
        }

        @Test
        void givesUpWhenEveryStepWasTried() {
            SimulatedService dead = new SimulatedService(on -> 50);

            RunbookRun run = dead.finish(start());

            assertEquals(
                    List.of(
                            StepOutcome.NOT_RECOVERED, StepOutcome.NOT_RECOVERED,
                            StepOutcome.NOT_RECOVERED, StepOutcome.NOT_RECOVERED),
                    outcomes(run));
            assertEquals(
                    new Phase.Finished(
                            Phase.Result.EXHAUSTED,
                            "all 4 steps were tried and the service has not recovered",
                            minute(8)),
                    run.phase());
        }

        @Test
        void revertsNothingItself() {
            service.finish(start());

            assertEquals(ON, service.state("flip-to-fallback"));
            assertEquals(ON, service.state("enable-cache"));
            assertEquals(ON, service.state("shed-load"));
        }
    }

    @Nested
    class EveryCommand {

        @Test
        void isGivenInOrder() {
            SimulatedService oneStep = new SimulatedService(on -> on.isEmpty() ? 50 : 100);
            MitigationPlan plan = new MitigationPlan(ControlState.ABSENT, ON, "switch flip-to-fallback on");
            Step step = step("flip-to-fallback");

            RunbookRun run = oneStep.finish(start());

            assertEquals(
                    List.of(
                            new Command.Measure(minute(-5), NOON),
                            new Command.Inspect(0, step),
                            new Command.Call(0, step, Direction.APPLY, "INC-7.run-1:1:apply:1", plan),
                            new Command.Measure(minute(1), minute(2)),
                            new Command.Measure(minute(1), minute(3))),
                    oneStep.commands);
            assertEquals(
                    new Command.Done(Phase.Result.RECOVERED, "recovered after flip-to-fallback"),
                    run.next(oneStep.now));
        }

        @Test
        void waitsForTheNextWholeBucket() {
            RunbookRun applied = applied(start());

            assertEquals(new Phase.Measuring(0, minute(1), minute(10), minute(1)), applied.phase());
            assertEquals(new Command.Await(minute(2)), applied.next(NOON));
            assertEquals(new Command.Await(minute(2)), applied.next(minute(2).minusMillis(1)));
            assertEquals(new Command.Measure(minute(1), minute(2)), applied.next(minute(2)));
            assertEquals(
                    new Command.Measure(minute(1), minute(4)),
                    applied.next(minute(4).plusSeconds(30)));
        }

        @Test
        void judgesOnlyBucketsThatStartAfterSettling() {
            service.now = NOON.plusSeconds(20);

            RunbookRun applied = applied(start());

            // 12:01:20 is the end of settling, so the bucket that starts at 12:02 is the first whole one.
            assertEquals(new Phase.Measuring(0, minute(2), minute(10).plusSeconds(20), minute(2)), applied.phase());
            assertEquals(new Command.Await(minute(3)), applied.next(service.now));
        }

        @Test
        void asksNoMoreOftenThanThereAreNewBuckets() {
            SimulatedService silent = new SimulatedService(on -> 50);
            silent.traffic = 0;
            silent.finish(start());

            long measured = silent.commands.stream()
                    .filter(Command.Measure.class::isInstance)
                    .count();
            assertEquals(1 + 9, measured, "the baseline, and once for each minute from 12:02 to 12:10");
        }

        @Test
        void isTheSameHoweverOftenItIsAsked() {
            RunbookRun applied = applied(start());

            assertEquals(applied.next(minute(3)), applied.next(minute(3)));
        }
    }

    @Nested
    class StepsThatDoNotWork {

        @Test
        void whatIsAlreadySetIsNotCalledAndTheNextStepFollows() {
            service.set("flip-to-fallback", ON);

            RunbookRun run = service.finish(start());

            assertEquals(StepOutcome.ALREADY_SET, run.results().getFirst().outcome());
            assertEquals("already on", run.results().getFirst().reason());
            assertEquals(List.of("apply enable-cache", "apply shed-load"), service.called());
            assertEquals(Phase.Result.RECOVERED, finished(run).result());
        }

        @Test
        void aRefusedCallFailsTheStepAndTheNextFollows() {
            service.accidents.put("flip-to-fallback", new Observation.Refused("HTTP 403"));

            RunbookRun run = service.finish(start());

            assertEquals(
                    result(0, StepOutcome.FAILED, "0.5", null, NOON, "HTTP 403"),
                    run.results().getFirst());
            assertEquals(
                    List.of(
                            StepOutcome.FAILED,
                            StepOutcome.NOT_RECOVERED,
                            StepOutcome.RECOVERED,
                            StepOutcome.NOT_NEEDED),
                    outcomes(run));
        }

        @Test
        void aControlSurfaceThatCannotBeReadFailsTheStepAndTheNextFollows() {
            service.accidents.put("flip-to-fallback", new Observation.Unplannable("connection refused"));

            RunbookRun run = service.finish(start());

            assertEquals(
                    result(0, StepOutcome.FAILED, "0.5", null, NOON, "connection refused"),
                    run.results().getFirst());
            assertEquals(List.of("apply enable-cache", "apply shed-load"), service.called());
        }

        @Test
        void whenAllFailTheRunIsExhausted() {
            RUNBOOK.steps().forEach(step -> service.accidents.put(step.name(), new Observation.Refused("HTTP 403")));

            RunbookRun run = service.finish(start());

            assertEquals(Phase.Result.EXHAUSTED, finished(run).result());
            assertEquals(NOON, finished(run).at());
        }

        @Test
        void anUnknownOutcomeStopsTheRun() {
            service.accidents.put("enable-cache", new Observation.Unknown("timed out after 5s"));

            RunbookRun run = service.finish(start());

            assertEquals(List.of(StepOutcome.NOT_RECOVERED, StepOutcome.UNKNOWN), outcomes(run));
            assertEquals(
                    new Phase.Finished(Phase.Result.STOPPED, "enable-cache: timed out after 5s", minute(2)),
                    run.phase());
            assertEquals(List.of("apply flip-to-fallback", "apply enable-cache"), service.called());
        }
    }

    @Nested
    class Deadline {

        @Test
        void withoutDataTheRunStopsAtIt() {
            service.traffic = -1;

            RunbookRun run = service.finish(start());

            assertEquals(
                    List.of(result(
                            0, StepOutcome.INCONCLUSIVE, null, null, minute(10), "no proof before the deadline")),
                    run.results());
            assertEquals(
                    new Phase.Finished(Phase.Result.STOPPED, "flip-to-fallback stayed inconclusive", minute(10)),
                    run.phase());
        }

        @Test
        void isAnInstantAndNotABucketBoundary() {
            service.traffic = -1;
            service.now = NOON.plusSeconds(20);

            RunbookRun run = service.finish(start());

            assertEquals(minute(10).plusSeconds(20), finished(run).at());
        }

        @ParameterizedTest
        @CsvSource({
            "100, PT10M, RECOVERED, 3",
            "30, PT10M, RECOVERED, 9",
            "22, PT20M, RECOVERED, 11",
            "5, PT10M, STOPPED, 10"
        })
        void littleTrafficTakesLongerToProveARecovery(
                long traffic, Duration deadline, Phase.Result result, int minutes) {
            SimulatedService quiet = new SimulatedService(on -> on.isEmpty() ? 0 : 100);
            quiet.traffic = traffic;
            Runbook patient = new Runbook(
                    "provider-outage",
                    "model-provider-outage",
                    Autonomy.AUTO,
                    Runbook.DEFAULT_SETTLE,
                    deadline,
                    RUNBOOK.steps());

            RunbookRun run = quiet.finish(RunbookRun.start(ID, "INC-7", SLO, patient, new Authority.Automation(), NOON));

            assertEquals(result, finished(run).result());
            assertEquals(minute(minutes), finished(run).at());
        }

        @Test
        void aProofAtTheLastMomentStillCounts() {
            RunbookRun applied = applied(start());
            service.set("shed-load", ON);
            service.now = minute(10);

            RunbookRun run = service.finish(applied);

            assertEquals(Phase.Result.RECOVERED, finished(run).result());
        }

        @Test
        void isNotMovedByMeasuring() {
            service.traffic = 0;
            RunbookRun applied = applied(start());

            RunbookRun measured = applied.after(new Observation.Measured(List.of(), minute(3)), minute(3));

            assertEquals(new Phase.Measuring(0, minute(1), minute(10), minute(3)), measured.phase());
        }
    }

    @Nested
    class AfterACrash {

        private final Step first = step("flip-to-fallback");
        private final MitigationPlan plan =
                new MitigationPlan(ControlState.of("off"), ON, "switch flip-to-fallback on");
        private final String key = "INC-7.run-1:1:apply:1";
        private final RunbookRun intended = start().after(new Observation.Measured(List.of(), NOON), NOON)
                .after(new Observation.Planned(plan), NOON);

        @Test
        void anIntentWithoutOutcomeIsLookedIntoAndNotRepeated() {
            assertEquals(new Phase.Intended(0, Direction.APPLY, key, plan), intended.phase());
            assertEquals(new Command.Call(0, first, Direction.APPLY, key, plan), intended.next(NOON));

            RunbookRun resumed = intended.resumed();

            assertEquals(new Phase.Uncertain(0, Direction.APPLY, key, plan), resumed.phase());
            assertEquals(new Command.Recheck(0, first, Direction.APPLY, key, plan), resumed.next(NOON));
            assertEquals(intended.phase().intent(), resumed.phase().intent());
        }

        @Test
        void aDesiredStateMeansThatItWasApplied() {
            RunbookRun found = intended.resumed().after(new Observation.Found(ON), minute(5));

            assertEquals(new Phase.Measuring(0, minute(6), minute(15), minute(6)), found.phase());
        }

        @Test
        void aPriorStateMeansTheSameCallUnderTheSameKey() {
            RunbookRun found = intended.resumed().after(new Observation.Found(ControlState.of("off")), minute(5));

            assertEquals(intended.phase(), found.phase());
            assertEquals(new Command.Call(0, first, Direction.APPLY, key, plan), found.next(minute(5)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"paused", "ON", ""})
        void anythingElseIsDriftAndStopsTheRun(String current) {
            RunbookRun found = intended.resumed().after(new Observation.Found(ControlState.of(current)), minute(5));

            assertEquals(List.of(StepOutcome.DRIFT), outcomes(found));
            assertEquals(
                    new Phase.Finished(
                            Phase.Result.STOPPED, "flip-to-fallback: expected off or on, found " + current, minute(5)),
                    found.phase());
        }

        @Test
        void absenceIsAStateOfItsOwn() {
            RunbookRun found = intended.resumed().after(new Observation.Found(ControlState.ABSENT), minute(5));

            assertEquals(
                    "flip-to-fallback: expected off or on, found not set",
                    finished(found).reason());
        }

        @Test
        void aControlSurfaceThatCannotBeReadStopsTheRun() {
            RunbookRun found = intended.resumed().after(new Observation.Unplannable("connection refused"), minute(5));

            assertEquals(List.of(StepOutcome.UNKNOWN), outcomes(found));
            assertEquals(Phase.Result.STOPPED, finished(found).result());
        }

        @Test
        void anyOtherPhaseGoesOnAsItStood() {
            RunbookRun baseline = start();
            RunbookRun inspecting = baseline.after(new Observation.Measured(List.of(), NOON), NOON);
            RunbookRun measuring = applied(baseline);
            RunbookRun uncertain = intended.resumed();
            RunbookRun finished = service.finish(measuring);

            for (RunbookRun run : List.of(baseline, measuring, uncertain, finished)) {
                assertSame(run, run.resumed());
            }
            assertEquals(baseline, inspecting.resumed(), "it may have recovered meanwhile");
        }

        @Test
        void theServiceIsMeasuredAgainBeforeTheNextStep() {
            RunbookRun begun = start();
            RunbookRun between = new RunbookRun(
                    begun.id(),
                    begun.subject(),
                    begun.service(),
                    begun.slo(),
                    begun.objective(),
                    begun.resolution(),
                    begun.runbook(),
                    begun.authority(),
                    begun.startedAt(),
                    new Phase.Inspecting(1),
                    Optional.empty(),
                    List.of(result(0, StepOutcome.NOT_RECOVERED, null, null, NOON, "not recovered")));
            RunbookRun resumed = between.resumed();
            assertEquals(new Phase.Baseline(1), resumed.phase());

            Instant later = minute(30);
            List<Sample> healthy = List.of(
                    new Sample(SLO.name(), minute(28), new EventCounts(1_000, 1_000)),
                    new Sample(SLO.name(), minute(29), new EventCounts(1_000, 1_000)));
            RunbookRun recovered = resumed.after(new Observation.Measured(healthy, later), later);
            assertEquals(
                    new Phase.Finished(
                            Phase.Result.RECOVERED, "the service had recovered before enable-cache", later),
                    recovered.phase());
            assertEquals(
                    List.of(
                            StepOutcome.NOT_RECOVERED,
                            StepOutcome.NOT_NEEDED,
                            StepOutcome.NOT_NEEDED,
                            StepOutcome.NOT_NEEDED),
                    recovered.results().stream().map(StepResult::outcome).toList());
        }

        /** Dies at every command in turn, before and after it was executed, and is taken up again at once. */
        @Test
        void whereverItHappensTheRunEndsTheSameAndEverySwitchIsSetUnderOneKey() {
            RunbookRun undisturbed = service.finish(start());
            int crashes = 0;
            for (int fatal = 0; fatal < service.commands.size(); fatal++) {
                for (boolean executed : new boolean[] {false, true}) {
                    SimulatedService crashing = halfBroken();
                    RunbookRun run = runUntil(crashing, fatal);
                    if (executed) {
                        crashing.execute(run.next(crashing.now));
                    }

                    RunbookRun resumed = crashing.finish(run.resumed());

                    assertEquals(undisturbed, resumed, "died at command " + fatal + ", executed: " + executed);
                    crashing.keys.forEach(
                            (step, keys) -> assertEquals(1, Set.copyOf(keys).size(), step + ": " + keys));
                    crashes++;
                }
            }
            assertTrue(crashes >= 20, "only " + crashes + " crashes");
        }

        private RunbookRun runUntil(SimulatedService crashing, int fatal) {
            RunbookRun run = RunbookRun.start(ID, "INC-7", SLO, RUNBOOK, new Authority.Automation(), crashing.now);
            while (crashing.commands.size() < fatal) {
                run = next(crashing, run);
            }
            while (run.next(crashing.now) instanceof Command.Await(Instant until)) {
                crashing.wait(until);
            }
            return run;
        }

        private RunbookRun next(SimulatedService crashing, RunbookRun run) {
            Command command = run.next(crashing.now);
            if (command instanceof Command.Await(Instant until)) {
                crashing.wait(until);
                return run;
            }
            return run.after(crashing.execute(command), crashing.now);
        }
    }

    @Nested
    class Observations {

        static Stream<Arguments> everyPhaseAndObservation() {
            MitigationPlan plan = new MitigationPlan(ControlState.ABSENT, ON, "on");
            Map<Phase, Set<Class<? extends Observation>>> expected = Map.of(
                    new Phase.Baseline(0), Set.of(Observation.Measured.class),
                    new Phase.Inspecting(0), Set.of(Observation.Planned.class, Observation.Unplannable.class),
                    new Phase.Intended(0, Direction.APPLY, "k", plan),
                            Set.of(Observation.Applied.class, Observation.Refused.class, Observation.Unknown.class),
                    new Phase.Uncertain(0, Direction.APPLY, "k", plan),
                            Set.of(Observation.Found.class, Observation.Unplannable.class),
                    new Phase.Measuring(0, NOON, minute(10), NOON), Set.of(Observation.Measured.class),
                    new Phase.Finished(Phase.Result.STOPPED, "", NOON), Set.of());
            List<Observation> observations = List.of(
                    new Observation.Measured(List.of(), NOON),
                    new Observation.Planned(plan),
                    new Observation.Unplannable("a"),
                    new Observation.Applied(),
                    new Observation.Refused("b"),
                    new Observation.Unknown("c"),
                    new Observation.Found(ON));
            return expected.entrySet().stream()
                    .flatMap(entry -> observations.stream()
                            .map(seen -> Arguments.of(
                                    entry.getKey(), seen, entry.getValue().contains(seen.getClass()))));
        }

        @ParameterizedTest
        @MethodSource("everyPhaseAndObservation")
        void onlyWhatWasAskedForIsTaken(Phase phase, Observation observation, boolean fits) {
            RunbookRun run = new RunbookRun(
                    ID,
                    "INC-7",
                    SLO.service(),
                    SLO.name(),
                    SLO.objective(),
                    SLO.resolution(),
                    RUNBOOK,
                    new Authority.Automation(),
                    NOON,
                    phase,
                    Optional.empty(),
                    List.of());

            if (fits) {
                assertEquals(ID, run.after(observation, minute(1)).id());
            } else {
                var refused = assertThrows(IllegalStateException.class, () -> run.after(observation, minute(1)));
                assertEquals("INC-7.run-1 is " + phase + " and cannot take " + observation, refused.getMessage());
            }
        }
    }

    @Test
    void theRunbookIsASnapshot() {
        RunbookRun run = start();

        assertEquals(RUNBOOK, run.runbook());
        assertEquals(new Phase.Baseline(0), run.phase());
        assertEquals(NOON, run.startedAt());
    }

    private RunbookRun start() {
        return RunbookRun.start(ID, "INC-7", SLO, RUNBOOK, new Authority.Automation(), service.now);
    }

    /** The run right after its first step was applied, with nothing waited for. */
    private RunbookRun applied(RunbookRun run) {
        RunbookRun measuring = run.after(service.execute(run.next(service.now)), service.now);
        measuring = measuring.after(service.execute(measuring.next(service.now)), service.now);
        measuring = measuring.after(service.execute(measuring.next(service.now)), service.now);
        assertInstanceOf(Phase.Measuring.class, measuring.phase());
        return measuring;
    }

    private static List<StepOutcome> outcomes(RunbookRun run) {
        return run.results().stream().map(StepResult::outcome).toList();
    }

    private static Phase.Finished finished(RunbookRun run) {
        return assertInstanceOf(Phase.Finished.class, run.phase());
    }

    private static StepResult result(
            int index, StepOutcome outcome, String before, String after, Instant at, String reason) {
        return new StepResult(
                index,
                RUNBOOK.steps().get(index).name(),
                outcome,
                Optional.ofNullable(before).map(Ratio::of),
                Optional.ofNullable(after).map(Ratio::of),
                at,
                reason);
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
