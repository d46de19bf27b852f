package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.ShiftSession;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.application.runbook.RunPlan;
import dev.safeguard.application.shift.ApproveRun;
import dev.safeguard.application.shift.OrderReversal;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FakeMetricSource;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.application.testkit.FakeWorkers;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Work on flags in memory, which another process moves on, or a shift that a test gives. */
final class FakeWork implements WorkSession {

    static final Runbook RUNBOOK = new Runbook(
            "provider-outage",
            "model-provider-outage",
            Autonomy.APPROVE,
            Runbook.DEFAULT_SETTLE,
            Runbook.DEFAULT_DEADLINE,
            List.of(
                    step("flip-to-fallback", "fallback", "the fallback is as good, only slower"),
                    step("enable-cache", "cache", "an answer may be an hour old")));

    final FakeMitigation flags = new FakeMitigation();

    /** What stands the shift that moves on what was begun, where that is this process. */
    Optional<ShiftSession> shift = Optional.empty();

    private final FakeClock clock;
    private final UnitOfWork work;
    private final ApproveRun approveRun;
    private final OrderReversal orderReversal;

    FakeWork(UnitOfWork work, FakeClock clock) {
        this.clock = clock;
        this.work = work;
        FakeMetricSource source = new FakeMetricSource(clock);
        Map<String, Mitigation<?>> mitigations = Map.of("fake-flag", flags);
        FakeWorkers workers = new FakeWorkers();
        this.approveRun = new ApproveRun(work, clock, source, mitigations, workers);
        this.orderReversal = new OrderReversal(work, clock, source, mitigations, workers);
    }

    private static Step step(String name, String flag, String because) {
        return new Step(name, "fake-flag", new TreeMap<>(Map.of("flag", flag, "value", "on")), because);
    }

    @Override
    public String title() {
        return "flags of a test";
    }

    @Override
    public Path state() {
        return Path.of(".safeguard/demo.db");
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public List<String> runbooks() {
        return List.of(RUNBOOK.name());
    }

    @Override
    public RunPlan plan(String runbook) {
        return approveRun.plan(Stories.CHAT, RUNBOOK);
    }

    @Override
    public RunId approve(String runbook, String hash, Actor human) {
        return approveRun.approve(Stories.CHAT, RUNBOOK, hash, human);
    }

    @Override
    public Optional<RunId> activeRun() {
        return work.read(stores -> stores.runs().activeRun(Stories.CHAT.slo().service()))
                .map(RunbookRun::id);
    }

    @Override
    public boolean isActing() {
        return activeRun().isPresent();
    }

    @Override
    public RunbookRun run(RunId id) {
        return work.read(stores -> stores.runs().runsOf(Stories.CHAT.slo().service())).stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<ActiveMitigation> ledger() {
        return new ReadLedger(work).all();
    }

    @Override
    public RunId revert(List<ActiveMitigation> chosen, Actor human) {
        return orderReversal.order(chosen, human);
    }

    @Override
    public Optional<ShiftSession> shift() {
        return shift;
    }

    @Override
    public void close() {}
}
