package dev.safeguard.domain.runbook;

import static dev.safeguard.domain.runbook.SimulatedService.NOON;
import static dev.safeguard.domain.runbook.SimulatedService.ON;
import static dev.safeguard.domain.runbook.SimulatedService.SLO;
import static dev.safeguard.domain.runbook.SimulatedService.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.junit.jupiter.params.provider.MethodSource;

/** Three mitigations were switched on, one after the other, in the hour before noon. */
class ReversalTest {

    private static final RunId RUN = RunId.of("INC-7", 1);
    private static final RunId ID = RunId.of("INC-7", 2);
    private static final ActiveMitigation FALLBACK = active(RUN, 0, "flip-to-fallback", "off", 10);
    private static final ActiveMitigation CACHE = active(RUN, 1, "enable-cache", null, 20);
    private static final ActiveMitigation SHED = active(RUN, 2, "shed-load", "off", 30);

    private final SimulatedService healthy = withMitigationsOn(new SimulatedService(on -> 100));

    @Nested
    class Order {

        @Test
        void whatWasAppliedLastIsTakenOffFirstAndOneAtATime() {
            Reversal reversal = healthy.finish(start(FALLBACK, CACHE, SHED));

            assertEquals(
                    List.of("revert shed-load", "revert enable-cache", "revert flip-to-fallback"), healthy.called());
            assertEquals(
                    List.of(
                            result(
                                    0,
                                    "shed-load",
                                    StepOutcome.RECOVERED,
                                    null,
                                    "1",
                                    3,
                                    "the SLI stays good without it"),
                            result(
                                    1,
                                    "enable-cache",
                                    StepOutcome.RECOVERED,
                                    "1",
                                    "1",
                                    6,
                                    "the SLI stays good without it"),
                            result(
                                    2,
                                    "flip-to-fallback",
                                    StepOutcome.RECOVERED,
                                    "1",
                                    "1",
                                    9,
                                    "the SLI stays good without it")),
                    reversal.results());
            assertEquals(
                    new Phase.Finished(Phase.Result.RECOVERED, "healthy with every mitigation off", minute(9)),
                    reversal.phase());
        }

        @Test
        void doesNotDependOnTheOrderInWhichTheyAreGiven() {
            List<ActiveMitigation> newestFirst = List.of(SHED, CACHE, FALLBACK);

            assertEquals(newestFirst, start(FALLBACK, CACHE, SHED).mitigations());
            assertEquals(newestFirst, start(CACHE, SHED, FALLBACK).mitigations());
            assertEquals(newestFirst, start(SHED, CACHE, FALLBACK).mitigations());
        }

        @Test
        void ofOneInstantIsThatOfTheSteps() {
            ActiveMitigation first = active(RUN, 0, "a", "off", 10);
            ActiveMitigation second = active(RUN, 1, "b", "off", 10);

            assertEquals(List.of(second, first), start(first, second).mitigations());
        }

        @Test
        void putsBackWhatWasFoundAbsenceIncluded() {
            healthy.finish(start(FALLBACK, CACHE, SHED));

            assertEquals(ControlState.of("off"), healthy.state("shed-load"));
            assertEquals(ControlState.ABSENT, healthy.state("enable-cache"));
            assertEquals(ControlState.of("off"), healthy.state("flip-to-fallback"));
        }

        @Test
        void isCommandedStepByStep() {
            healthy.finish(start(SHED));

            MitigationPlan back = new MitigationPlan(ON, ControlState.of("off"), "undo: switch shed-load on");
            assertEquals(
                    List.of(
                            new Command.Inspect(0, step("shed-load")),
                            new Command.Call(0, step("shed-load"), Direction.REVERT, "INC-7.run-2:1:revert:1", back),
                            new Command.Measure(minute(1), minute(2)),
                            new Command.Measure(minute(1), minute(3))),
                    healthy.commands);
        }
    }

    @Nested
    class WhenTheServiceFalls {

        private final SimulatedService fragile =
                withMitigationsOn(new SimulatedService(on -> on.contains("enable-cache") ? 100 : 95));

        @Test
        void theLastOneIsAppliedAgainAndThereItStops() {
            Reversal reversal = fragile.finish(start(FALLBACK, CACHE, SHED));

            assertEquals(List.of("revert shed-load", "revert enable-cache", "reapply enable-cache"), fragile.called());
            assertEquals(
                    List.of(
                            result(
                                    0,
                                    "shed-load",
                                    StepOutcome.RECOVERED,
                                    null,
                                    "1",
                                    3,
                                    "the SLI stays good without it"),
                            result(
                                    1,
                                    "enable-cache",
                                    StepOutcome.NOT_RECOVERED,
                                    "1",
                                    "0.95",
                                    5,
                                    "the SLI falls without it")),
                    reversal.results());
            assertEquals(
                    new Phase.Finished(
                            Phase.Result.STOPPED, "enable-cache is on again: the service is not proven healthy without it", minute(5)),
                    reversal.phase());
            assertEquals(ON, fragile.state("enable-cache"));
            assertEquals(ON, fragile.state("flip-to-fallback"));
            assertEquals(ControlState.of("off"), fragile.state("shed-load"));
        }

        @Test
        void goingForwardAgainIsANewDecisionWithAKeyOfItsOwn() {
            fragile.finish(start(FALLBACK, CACHE, SHED));

            assertEquals(
                    List.of("INC-7.run-2:2:revert:1", "INC-7.run-2:2:reapply:1"), fragile.keys.get("enable-cache"));
        }

        @Test
        void whatCannotBeProvenHealthyIsAppliedAgainAtTheDeadline() {
            healthy.traffic = 0;

            Reversal reversal = healthy.finish(start(SHED));

            assertEquals(List.of("revert shed-load", "reapply shed-load"), healthy.called());
            assertEquals(
                    List.of(result(
                            0, "shed-load", StepOutcome.INCONCLUSIVE, null, null, 10, "no proof before the deadline")),
                    reversal.results());
            assertEquals(Phase.Result.STOPPED, finished(reversal).result());
            assertEquals(ON, healthy.state("shed-load"));
        }

        @Test
        void anAccidentOnTheWayBackStopsIt() {
            MitigationPlan forward = CACHE.change();
            Reversal reapplying = in(new Phase.Intended(0, Direction.REAPPLY, "k", forward), CACHE);

            Reversal refused = reapplying.after(new Observation.Refused("HTTP 403"), NOON);
            assertEquals(new Phase.Finished(Phase.Result.STOPPED, "enable-cache: HTTP 403", NOON), refused.phase());

            Reversal unknown = reapplying.after(new Observation.Unknown("timed out"), NOON);
            assertEquals(List.of(StepOutcome.UNKNOWN), outcomes(unknown));
        }
    }

    @Nested
    class Drift {

        @Test
        void whatIsNoLongerWhatWasSetIsLeftToAHuman() {
            healthy.set("enable-cache", ControlState.of("half"));

            Reversal reversal = healthy.finish(start(FALLBACK, CACHE, SHED));

            assertEquals(List.of("revert shed-load"), healthy.called());
            assertEquals(List.of(StepOutcome.RECOVERED, StepOutcome.DRIFT), outcomes(reversal));
            assertEquals(
                    new Phase.Finished(Phase.Result.STOPPED, "enable-cache: expected on, found half", minute(3)),
                    reversal.phase());
            assertEquals(ControlState.of("half"), healthy.state("enable-cache"));
        }

        @Test
        void whatSomebodyTookOffAlreadyIsDriftToo() {
            healthy.set("shed-load", ControlState.of("off"));

            Reversal reversal = healthy.finish(start(SHED));

            assertEquals(List.of(), healthy.called());
            assertEquals("shed-load: expected on, found off", finished(reversal).reason());
        }
    }

    @Nested
    class Accidents {

        @Test
        void aControlSurfaceThatCannotBeReadStopsIt() {
            healthy.accidents.put("shed-load", new Observation.Unplannable("connection refused"));

            Reversal reversal = healthy.finish(start(FALLBACK, SHED));

            assertEquals(List.of(StepOutcome.FAILED), outcomes(reversal));
            assertEquals("shed-load: connection refused", finished(reversal).reason());
            assertEquals(List.of(), healthy.called());
        }

        @Test
        void aRefusedCallStopsIt() {
            healthy.accidents.put("shed-load", new Observation.Refused("HTTP 403"));

            Reversal reversal = healthy.finish(start(FALLBACK, SHED));

            assertEquals(List.of(StepOutcome.FAILED), outcomes(reversal));
            assertEquals(Phase.Result.STOPPED, finished(reversal).result());
            assertEquals(ON, healthy.state("flip-to-fallback"));
        }

        @Test
        void anUnknownOutcomeStopsIt() {
            healthy.accidents.put("shed-load", new Observation.Unknown("timed out after 5s"));

            Reversal reversal = healthy.finish(start(FALLBACK, SHED));

            assertEquals(List.of(StepOutcome.UNKNOWN), outcomes(reversal));
            assertEquals("shed-load: timed out after 5s", finished(reversal).reason());
        }
    }

    @Nested
    class AfterACrash {

        private final MitigationPlan back = SHED.change().reversed();
        private final String key = "INC-7.run-2:1:revert:1";
        private final Reversal intended =
                start(FALLBACK, SHED).after(new Observation.Planned(new MitigationPlan(ON, ON, "")), NOON);

        @Test
        void anIntentWithoutOutcomeIsLookedInto() {
            assertEquals(new Phase.Intended(0, Direction.REVERT, key, back), intended.phase());
            assertEquals(
                    new Command.Recheck(0, step("shed-load"), Direction.REVERT, key, back),
                    intended.resumed().next(NOON));
        }

        @Test
        void whatIsBackAlreadyIsJudged() {
            Reversal found = intended.resumed().after(new Observation.Found(ControlState.of("off")), minute(5));

            assertEquals(new Phase.Measuring(0, minute(6), minute(15), minute(6)), found.phase());
        }

        @Test
        void whatIsStillOnIsTakenOffUnderTheSameKey() {
            Reversal found = intended.resumed().after(new Observation.Found(ON), minute(5));

            assertEquals(intended.phase(), found.phase());
        }

        @Test
        void anythingElseIsDrift() {
            Reversal found = intended.resumed().after(new Observation.Found(ControlState.of("half")), minute(5));

            assertEquals(List.of(StepOutcome.DRIFT), outcomes(found));
            assertEquals(
                    "shed-load: expected on or off, found half", finished(found).reason());
        }

        @Test
        void aControlSurfaceThatCannotBeReadStopsIt() {
            Reversal found = intended.resumed().after(new Observation.Unplannable("connection refused"), minute(5));

            assertEquals(List.of(StepOutcome.UNKNOWN), outcomes(found));
        }

        @Test
        void goingForwardAgainEndsItWhereItIsOnAgain() {
            Reversal reapplying = in(new Phase.Intended(0, Direction.REAPPLY, "k", SHED.change()), SHED);

            Reversal found = reapplying.resumed().after(new Observation.Found(ON), minute(5));

            assertEquals(
                    new Phase.Finished(
                            Phase.Result.STOPPED, "shed-load is on again: the service is not proven healthy without it", minute(5)),
                    found.phase());
        }
    }

    @Test
    void mitigationsOfDifferentRunsNeverShareAKey() {
        RunId later = RunId.of("INC-7", 2);
        ActiveMitigation one = active(RUN, 0, "flip-to-fallback", "off", 10);
        ActiveMitigation other = active(later, 0, "shed-load", "off", 30);

        healthy.finish(Reversal.start(RunId.of("INC-7", 3), "INC-7", SLO, List.of(one, other), new Authority.Automation(), Optional.empty()));

        assertEquals(List.of("INC-7.run-3:1:revert:1"), healthy.keys.get("shed-load"));
        assertEquals(List.of("INC-7.run-3:2:revert:1"), healthy.keys.get("flip-to-fallback"));
    }

    static Stream<Arguments> everyPhaseAndObservation() {
        MitigationPlan plan = SHED.change();
        Map<Phase, Set<Class<? extends Observation>>> expected = Map.of(
                new Phase.Inspecting(0), Set.of(Observation.Planned.class, Observation.Unplannable.class),
                new Phase.Intended(0, Direction.REVERT, "k", plan),
                        Set.of(Observation.Applied.class, Observation.Refused.class, Observation.Unknown.class),
                new Phase.Uncertain(0, Direction.REVERT, "k", plan),
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
        Reversal reversal = in(phase, SHED);

        if (fits) {
            assertEquals(ID, reversal.after(observation, minute(1)).id());
        } else {
            var refused = assertThrows(IllegalStateException.class, () -> reversal.after(observation, minute(1)));
            assertEquals("INC-7.run-2 is " + phase + " and cannot take " + observation, refused.getMessage());
        }
    }

    @Test
    void nothingToRevertIsRefused() {
        var refused = assertThrows(IllegalArgumentException.class, () -> start());

        assertEquals("there is nothing to revert", refused.getMessage());
    }

    @Test
    void anEntryOfTheLedgerIsNamedAfterItsRunAndStep() {
        assertEquals("INC-7.run-1/3", SHED.id());
    }

    private static SimulatedService withMitigationsOn(SimulatedService service) {
        service.now = NOON.minus(Duration.ofHours(1));
        service.set("flip-to-fallback", ON);
        service.set("enable-cache", ON);
        service.set("shed-load", ON);
        service.now = NOON;
        return service;
    }

    private static Reversal start(ActiveMitigation... active) {
        return Reversal.start(ID, "INC-7", SLO, List.of(active), new Authority.Automation(), Optional.empty());
    }

    private static Reversal in(Phase phase, ActiveMitigation mitigation) {
        return new Reversal(
                ID,
                "INC-7",
                SLO.service(),
                SLO.name(),
                SLO.objective(),
                SLO.resolution(),
                List.of(mitigation),
                new Authority.Automation(),
                phase,
                Optional.empty(),
                List.of());
    }

    private static ActiveMitigation active(RunId run, int index, String step, String found, int minutesAfterEleven) {
        Instant since = NOON.minus(Duration.ofMinutes(60 - minutesAfterEleven));
        return new ActiveMitigation(
                run,
                index,
                step(step),
                "INC-7",
                SLO.service(),
                new MitigationPlan(new ControlState(Optional.ofNullable(found)), ON, "switch " + step + " on"),
                new Authority.Automation(),
                since,
                since.plus(ActiveMitigation.DEFAULT_EXPIRY));
    }

    private static StepResult result(
            int index, String step, StepOutcome outcome, String before, String after, int minute, String reason) {
        return new StepResult(
                index,
                step,
                outcome,
                Optional.ofNullable(before).map(Ratio::of),
                Optional.ofNullable(after).map(Ratio::of),
                minute(minute),
                reason);
    }

    private static List<StepOutcome> outcomes(Reversal reversal) {
        return reversal.results().stream().map(StepResult::outcome).toList();
    }

    private static Phase.Finished finished(Reversal reversal) {
        return assertInstanceOf(Phase.Finished.class, reversal.phase());
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
