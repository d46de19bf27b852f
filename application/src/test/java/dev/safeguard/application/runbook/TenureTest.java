package dev.safeguard.application.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FakeMetricSource;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.application.testkit.FakeWorkers;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Reversibility;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Worker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who moves a run on: one worker at a time, and nobody for one that is alive. */
final class TenureTest {

    private static final RunId RUN = RunId.of("INC-1", 1);

    private final FakeClock clock = new FakeClock(Examples.NOW);
    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    private final FakeMitigation flags = new FakeMitigation("http-flag", Reversibility.REVERSIBLE);
    private final FakeWorkers ours = new FakeWorkers("worker-1");
    private final FakeWorkers theirs = new FakeWorkers("worker-2");
    private final AdvanceRun we = advancing(ours);
    private final AdvanceRun they = advancing(theirs);

    private AdvanceRun advancing(FakeWorkers workers) {
        Map<String, Mitigation<?>> mitigations = Map.of("http-flag", flags);
        return new AdvanceRun(work.another(), clock, new FakeMetricSource(clock), mitigations, workers);
    }

    @BeforeEach
    void aRunThatNobodyHasTakenUp() {
        work.commit(stores -> stores.runs().save(Examples.run(RUN), Lease.unclaimed(clock.now())));
    }

    private RunbookRun stored() {
        return work.read(stores -> stores.runs().runsOf(Examples.SERVICE)).getFirst();
    }

    private Lease lease() {
        return work.read(stores -> stores.runs().lease(RUN)).orElseThrow();
    }

    @Test
    void whoComesFirstTakesItUpAndTheOtherLeavesItAlone() {
        we.advance(stored());
        assertTrue(stored().phase() instanceof Phase.Measuring, stored().phase().toString());
        assertEquals(1, flags.calls().size());
        assertEquals(new Worker("worker-1"), lease().owner());

        RunbookRun before = stored();
        assertEquals(before, they.advance(before));
        assertEquals(before, they.takeUp(before));
        assertEquals(1, lease().fence());
    }

    @Test
    void whoHasEndedIsReplacedAtOnce() {
        we.advance(stored());
        theirs.end("worker-1");
        they.takeUp(stored());
        assertEquals(new Worker("worker-2"), lease().owner());
        assertEquals(2, lease().fence());
    }

    @Test
    void whoMayBeAliveIsReplacedWhenTheLeaseAndACallHavePassed() {
        we.advance(stored());
        clock.set(lease().until());
        they.takeUp(stored());
        assertEquals(1, lease().fence(), "not before a call that it may have begun is over");
        clock.set(clock.now().plus(Mitigation.DEFAULT_TIMEOUT).plusMillis(1));
        they.takeUp(stored());
        assertEquals(2, lease().fence());
    }

    @Test
    void whoWasOnlySlowChangesNothingAnyMore() {
        flags.whenCalled(() -> {
            theirs.end("worker-1");
            they.takeUp(stored());
        });
        RunbookRun after = we.advance(stored());

        assertEquals(new Worker("worker-2"), lease().owner());
        assertTrue(stored().phase() instanceof Phase.Uncertain, "the other one will look what became of the call");
        assertTrue(after.phase() instanceof Phase.Intended, "and this one goes no further");
        they.advance(stored());
        assertTrue(stored().phase() instanceof Phase.Measuring);
        assertEquals(1, flags.calls().size(), "it was made, so it is not made again");
    }

    @Test
    void aCallIsMadeOnlyWithMoreOfTheLeaseLeftThanItCanTake() {
        Lease lease = new Lease(new Worker("worker-1"), 1, clock.now().plusSeconds(15));
        assertTrue(!lease.covers(Mitigation.DEFAULT_TIMEOUT, clock.now()), "10 s for the call and 5 s to spare");
        assertTrue(lease.covers(Duration.ofSeconds(9), clock.now()));

        work.commit(stores -> stores.runs().save(Examples.run(RUN), lease));
        we.advance(stored());
        assertTrue(lease().until().isAfter(lease.until()), "it is renewed first");
        Duration slow = Duration.ofMinutes(10);
        assertTrue(lease.renewed(slow, clock.now()).covers(slow, clock.now()));
    }
}
