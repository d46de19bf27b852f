package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.RunStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.Direction;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.runbook.StepOutcome;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.runbook.Walk;
import dev.safeguard.domain.runbook.Worker;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link RunStore} guarantees. */
public abstract class RunStoreContract extends PersistenceContract {

    private static final Instant NOW = Examples.NOW;
    private static final RunId ONE = RunId.of("INC-1", 1);
    private static final RunId TWO = RunId.of("INC-1", 2);
    private static final MitigationPlan FROM_NOTHING =
            new MitigationPlan(ControlState.ABSENT, ControlState.of("a \"value\"\n☃"), "set, for the first time");

    /** One of each sort of phase, and each direction and result among them. */
    static List<Phase> phases() {
        List<Phase> phases = new ArrayList<>(List.of(
                new Phase.Baseline(2),
                new Phase.Inspecting(1),
                new Phase.Uncertain(0, Direction.REVERT, "key", Examples.plan().reversed()),
                new Phase.Measuring(1, NOW, NOW.plusMillis(1), NOW.minusSeconds(60))));
        for (Direction direction : Direction.values()) {
            phases.add(new Phase.Intended(1, direction, "INC-1.run-1:2:apply:1", FROM_NOTHING));
        }
        for (Phase.Result result : Phase.Result.values()) {
            phases.add(new Phase.Finished(result, "because ☃", NOW));
        }
        return phases;
    }

    @Test
    void everyPhaseIsTried() {
        assertEquals(
                Set.of(Phase.class.getPermittedSubclasses()),
                phases().stream().map(Object::getClass).collect(Collectors.toSet()),
                "a new phase needs an example here");
    }

    @ParameterizedTest
    @MethodSource("phases")
    void aRunInEveryPhaseComesBackAsItWas(Phase phase) {
        RunbookRun run = Examples.in(Examples.run(ONE), phase);
        save(run);
        assertEquals(List.of(run), runs());
        assertEquals(run.isFinished() ? Optional.empty() : Optional.of(run), activeRun(Examples.SERVICE));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void aReversalInEveryPhaseComesBackAsItWas(Phase phase) {
        Reversal reversal = Examples.in(Examples.reversal(ONE), phase);
        save(reversal);
        assertEquals(reversal.isFinished() ? Optional.empty() : Optional.of(reversal), activeReversal());
    }

    @ParameterizedTest
    @EnumSource
    void everythingARunCarriesIsKept(Autonomy autonomy) {
        Runbook runbook = new Runbook(
                "name ☃",
                "symptom",
                autonomy,
                Duration.ZERO,
                Duration.ofMillis(1),
                List.of(
                        new Step("a", "type", new TreeMap<>(), ""),
                        new Step("b", "type", new TreeMap<>(Map.of("z", "1", "a", "{\"x\": [1]}", "", "")), "why")));
        List<StepResult> results = new ArrayList<>();
        for (StepOutcome outcome : StepOutcome.values()) {
            results.add(new StepResult(0, "a", outcome, Optional.of(Ratio.of(1, 3)), Optional.empty(), NOW, ""));
        }
        Ratio tiny = new Ratio(BigInteger.ONE, BigInteger.TEN.pow(60));
        results.add(new StepResult(1, "b", StepOutcome.FAILED, Optional.empty(), Optional.of(tiny), NOW, "no ☃"));
        RunbookRun run = new RunbookRun(
                ONE,
                "a subject, in words",
                Examples.SERVICE,
                Examples.slo().name(),
                Objective.of("0.123456789012345678"),
                Duration.ofSeconds(10),
                runbook,
                new Authority.Person("Ana ☃"),
                NOW,
                new Phase.Inspecting(1),
                Optional.of(tiny),
                results);
        save(run);
        assertEquals(Optional.of(run), activeRun(Examples.SERVICE));
    }

    @Test
    void everythingAReversalCarriesIsKept() {
        Reversal reversal = new Reversal(
                ONE,
                "INC-1",
                Examples.SERVICE,
                Examples.slo().name(),
                Objective.of("0.9"),
                Duration.ofSeconds(10),
                List.of(
                        new ActiveMitigation(
                                new RunId("by hand"),
                                7,
                                new Step("a", "type", new TreeMap<>(Map.of("flag", "on")), "why"),
                                "INC-1",
                                Examples.SERVICE,
                                FROM_NOTHING,
                                new Authority.Person("Bo"),
                                NOW,
                                NOW.plusMillis(1)),
                        Examples.mitigation(TWO)),
                new Authority.Person("Ana"),
                new Phase.Inspecting(1),
                Optional.of(Ratio.of(2, 3)),
                List.of(new StepResult(
                        0, "a", StepOutcome.RECOVERED, Optional.empty(), Optional.of(Ratio.ONE), NOW, "fine")));
        save(reversal);
        assertEquals(Optional.of(reversal), activeReversal());
    }

    @Test
    void aRunReplacesItsEarlierStateAndKeepsItsPlace() {
        save(Examples.finished(Examples.run(ONE)));
        save(Examples.run(TWO));
        save(Examples.finished(Examples.run(TWO)));
        RunbookRun stopped =
                Examples.in(Examples.run(ONE), new Phase.Finished(Phase.Result.STOPPED, "on second thoughts", NOW));
        save(stopped);
        assertEquals(List.of(stopped, Examples.finished(Examples.run(TWO))), runs());
        assertEquals(Optional.empty(), activeRun(Examples.SERVICE));
    }

    @Test
    void runsComeInTheOrderInWhichTheyWereStarted() {
        List<RunbookRun> started = new ArrayList<>();
        for (int number = 1; number <= 11; number++) {
            RunbookRun run = Examples.finished(Examples.run(RunId.of("INC-1", number)));
            save(run);
            started.add(run);
        }
        assertEquals(started, runs());
    }

    @Test
    void aServiceHasOneActiveRunOrReversal() {
        save(Examples.run(ONE));
        assertThrows(StoreException.Conflict.class, () -> save(Examples.run(TWO)));
        assertThrows(StoreException.Conflict.class, () -> save(Examples.reversal(TWO)));
        save(Examples.in(Examples.run(ONE), new Phase.Inspecting(0)));
        save(Examples.run(TWO, Examples.OTHER_SERVICE));

        save(Examples.finished(Examples.run(ONE)));
        save(Examples.reversal(RunId.of("INC-1", 3)));
        assertThrows(StoreException.Conflict.class, () -> save(Examples.run(RunId.of("INC-1", 4))));
        assertThrows(StoreException.Conflict.class, () -> save(Examples.run(ONE)));
        assertEquals(List.of(Examples.finished(Examples.run(ONE))), runs());

        save(Examples.finished(Examples.reversal(RunId.of("INC-1", 3))));
        save(Examples.run(RunId.of("INC-1", 4)));
        assertEquals(Optional.of(Examples.run(RunId.of("INC-1", 4))), activeRun(Examples.SERVICE));
    }

    @Test
    void aTransactionThatGoesOnAfterAConflictKeepsNothingOfTheRefused() {
        save(Examples.run(ONE));
        write(stores -> {
            assertThrows(
                    StoreException.Conflict.class, () -> stores.runs().save(Examples.run(TWO), Examples.LEASE));
            stores.runs().save(Examples.finished(Examples.run(ONE)), Examples.LEASE);
        });
        assertEquals(List.of(Examples.finished(Examples.run(ONE))), runs());
    }

    @Test
    void aLeaseIsKeptWithWhatItIsOn() {
        assertEquals(Optional.empty(), lease(ONE));
        Lease fine = new Lease(new Worker("host ☃/1"), 7, NOW.plusNanos(1_999_999));
        save(Examples.finished(Examples.run(ONE)), fine);
        save(Examples.reversal(TWO), Examples.LEASE);
        assertEquals(Optional.of(new Lease(fine.owner(), 7, NOW.plusMillis(1))), lease(ONE));
        assertEquals(Optional.of(Examples.LEASE), lease(TWO));
    }

    @Test
    void whoWasTakenOverChangesNothing() {
        Worker other = new Worker("worker-2");
        Lease taken = Examples.LEASE.claimedBy(other, NOW);
        RunbookRun theirs = Examples.in(Examples.run(ONE), new Phase.Inspecting(0));
        save(Examples.run(ONE), Lease.unclaimed(NOW));
        save(Examples.run(ONE), Examples.LEASE);
        save(theirs, taken);
        write(stores -> {
            assertThrows(StoreException.Fenced.class, () -> stores.runs()
                    .save(Examples.finished(Examples.run(ONE)), Examples.LEASE));
            assertThrows(StoreException.Fenced.class, () -> stores.runs()
                    .save(Examples.run(ONE), new Lease(Examples.LEASE.owner(), taken.fence(), taken.until())));
        });
        assertEquals(List.of(theirs), runs());
        assertEquals(Optional.of(taken), lease(ONE));
        save(Examples.finished(theirs), taken.renewed(Duration.ZERO, NOW.plusSeconds(60)));
        assertEquals(List.of(Examples.finished(theirs)), runs());
    }

    @Test
    void theKillSwitchIsKept() {
        assertEquals(Optional.empty(), read(stores -> stores.runs().pause()));
        AutomationPause first = new AutomationPause("ana", "the flags are being moved ☃", NOW);
        AutomationPause second = new AutomationPause("bo", "still", NOW.plusSeconds(1));
        write(stores -> stores.runs().setPause(Optional.of(first)));
        assertEquals(Optional.of(first), read(stores -> stores.runs().pause()));
        write(stores -> stores.runs().setPause(Optional.of(second)));
        assertEquals(Optional.of(second), read(stores -> stores.runs().pause()));
        write(stores -> stores.runs().setPause(Optional.empty()));
        assertEquals(Optional.empty(), read(stores -> stores.runs().pause()));
    }

    @Test
    void anIdIsNewAmongRunsAndReversals() {
        assertEquals(nextId("INC-1"), nextId("INC-1"), "asking takes nothing");
        RunId first = nextId("INC-1");
        save(Examples.finished(Examples.run(first)));
        RunId second = nextId("INC-1");
        assertFalse(Set.of(first).contains(second));
        save(Examples.finished(Examples.reversal(second)));
        RunId third = nextId("INC-1");
        assertFalse(Set.of(first, second).contains(third));
        assertEquals(RunId.of("INC-11", 1), nextId("INC-11"));
    }

    @Test
    void anIdIsOfARunOrOfAReversal() {
        save(Examples.finished(Examples.run(ONE)));
        save(Examples.finished(Examples.reversal(TWO)));
        assertThrows(IllegalArgumentException.class, () -> save(Examples.finished(Examples.reversal(ONE))));
        assertThrows(IllegalArgumentException.class, () -> save(Examples.finished(Examples.run(TWO))));
        assertEquals(List.of(Examples.finished(Examples.run(ONE))), runs());
    }

    @Test
    void theLedgerKeepsWhatIsOn() {
        ActiveMitigation older = Examples.mitigation(TWO, Examples.SERVICE, NOW);
        ActiveMitigation newer = Examples.mitigation(ONE, Examples.SERVICE, NOW.plusSeconds(60));
        ActiveMitigation elsewhere = Examples.mitigation(RunId.of("INC-2", 1), Examples.OTHER_SERVICE, NOW);
        write(stores -> {
            stores.runs().add(newer);
            stores.runs().add(older);
            stores.runs().add(elsewhere);
        });
        assertEquals(List.of(older, newer), activeMitigations());
        assertEquals(
                Set.of(older, newer, elsewhere),
                Set.copyOf(read(stores -> stores.runs().activeMitigations())));
        write(stores -> stores.runs().remove(older));
        write(stores -> stores.runs().remove(older));
        assertEquals(List.of(newer), activeMitigations());
    }

    @Test
    void anEntryOfTheSameIdIsReplaced() {
        ActiveMitigation again = Examples.mitigation(ONE, Examples.SERVICE, NOW.plusSeconds(60));
        write(stores -> {
            stores.runs().add(Examples.mitigation(ONE));
            stores.runs().add(again);
        });
        assertEquals(List.of(again), activeMitigations());
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        Instant fine = Instant.parse("2026-03-02T10:18:00.123999999Z");
        Instant kept = Instant.parse("2026-03-02T10:18:00.123Z");
        Phase measuring = new Phase.Measuring(0, fine, fine, fine);
        save(Examples.in(Examples.run(ONE), measuring));
        assertEquals(
                new Phase.Measuring(0, kept, kept, kept),
                activeRun(Examples.SERVICE).orElseThrow().phase());
        write(stores -> stores.runs().add(Examples.mitigation(ONE, Examples.SERVICE, fine)));
        assertEquals(List.of(Examples.mitigation(ONE, Examples.SERVICE, kept)), activeMitigations());
    }

    private void save(Walk walk) {
        save(walk, Examples.LEASE);
    }

    private void save(Walk walk, Lease lease) {
        write(stores -> stores.runs().save(walk, lease));
    }

    private List<RunbookRun> runs() {
        return read(stores -> stores.runs().runsOf(Examples.SERVICE));
    }

    private Optional<RunbookRun> activeRun(ServiceName service) {
        return read(stores -> stores.runs().activeRun(service));
    }

    private Optional<Reversal> activeReversal() {
        return read(stores -> stores.runs().activeReversal(Examples.SERVICE));
    }

    private Optional<Lease> lease(RunId id) {
        return read(stores -> stores.runs().lease(id));
    }

    private RunId nextId(String subject) {
        return read(stores -> stores.runs().nextId(subject));
    }

    private List<ActiveMitigation> activeMitigations() {
        return read(stores -> stores.runs().activeMitigations(Examples.SERVICE));
    }
}
