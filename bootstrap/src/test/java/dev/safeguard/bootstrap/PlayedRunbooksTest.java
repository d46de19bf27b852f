package dev.safeguard.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.safeguard.adapter.persistence.ProcessWorkers;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.application.runbook.AdvanceRun;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.application.runbook.RevertMitigations;
import dev.safeguard.application.shift.ApproveRun;
import dev.safeguard.application.shift.OrderReversal;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.runbook.StepOutcome;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.runbook.Walk;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The runbooks of the catalogue, run against the gateway that they are for: its own counters, its own flags, the state
 * in SQLite, and the clock on the wall. Each run is of a copy that is given a second to settle and judged by buckets of
 * a second, so that it is over in seconds; everything else is as it is written.
 */
final class PlayedRunbooksTest {

    private static final Path CATALOGUE =
            Path.of(System.getProperty("safeguard.root", "..")).resolve("examples/runbooks/gateway");
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(6);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Actor ANA = Actor.human("Ana");

    private final Clock clock = new SystemClock();
    private final List<Mitigation<?>> installed = InstalledTypes.find(Optional.empty()).mitigations();

    @TempDir
    Path folder;

    /** The way to the fallback is there, and the first step mends it. */
    @Test
    void anOutageOfTheProviderIsMendedByTheFallback() throws Exception {
        mends("provider-outage", "provider-5xx", answers("0.99"));
    }

    /** What is taken off is judged after the minute that every reversal is given, so only the full run waits for it. */
    @Test
    void aServiceThatIsWellWithoutTheFallbackLeavesNothingOnTheLedger() throws Exception {
        onlyInFull();
        try (Play play = new Play("provider-outage", answers("0.99"))) {
            play.breakBy("provider-5xx");
            play.run();
            play.gateway.heal("provider-5xx");

            Reversal reversal = play.judged(play.revert());

            assertEquals(Phase.Result.RECOVERED, result(reversal), reversal::toString);
            assertEquals(List.of(), play.ledger());
        }
    }

    /** The flag is taken, a look at it says on, and the answers stay bad: no run calls that recovered. */
    @Test
    void whereTheWayToTheFallbackIsBrokenEveryStepIsTriedInVain() throws Exception {
        try (Play play = new Play("provider-outage", answers("0.99"), "--build=broken")) {
            play.breakBy("provider-5xx");

            RunbookRun run = play.run();

            assertEquals(Phase.Result.EXHAUSTED, result(run), run::toString);
            assertEquals(
                    List.of(StepOutcome.NOT_RECOVERED, StepOutcome.NOT_RECOVERED, StepOutcome.NOT_RECOVERED),
                    run.results().stream().map(StepResult::outcome).toList());
            assertEquals(Map.of(0, "on", 1, "on", 2, "on"), play.flags());
            assertTrue(play.isBelowObjective());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rate-limiting, provider-429",
        "vector-store-full, vector-store-full",
        "retrieval-degraded, retrieval-degraded",
        "bad-deploy, bad-deploy",
        "prompt-regression, prompt-regression",
        "prompt-injection, injection-wave",
        "pii-leak, pii-leak"
    })
    void eachOfTheOthersMendsWhatItIsFor(String runbook, String fault) throws Exception {
        onlyInFull();
        mends(runbook, fault, answers("0.99"));
    }

    @Test
    void answersThatComeTooLateAreMended() throws Exception {
        onlyInFull();
        mends("latency-spike", "provider-slow", answers("0.99"), "--provider-timeout=800ms", "--slow=2s");
    }

    @Test
    void answersThatCostTooMuchAreMended() throws Exception {
        onlyInFull();
        mends(
                "cost-spike",
                "cost-spike",
                new Promise("0.95", "gateway_cost_verdicts_total{verdict=\"within\"", "gateway_cost_verdicts_total{"));
    }

    private static void onlyInFull() {
        assumeTrue(Boolean.getBoolean("safeguard.full"), "takes minutes; ./mvnw verify -Pfull runs it too");
    }

    /** What is promised, and the lines of the gateway's metrics that count it. */
    private record Promise(String objective, String good, String all) {}

    private static Promise answers(String objective) {
        return new Promise(objective, "gateway_answers_total{outcome=\"good\"", "gateway_answers_total{");
    }

    private void mends(String runbook, String fault, Promise promise, String... options) throws Exception {
        try (Play play = new Play(runbook, promise, options)) {
            play.breakBy(fault);

            RunbookRun run = play.run();

            assertEquals(Phase.Result.RECOVERED, result(run), run::toString);
            Map<Integer, String> wanted = run.results().stream()
                    .filter(step -> step.outcome().wasApplied())
                    .collect(Collectors.toMap(
                            StepResult::index, step -> play.step(step.index()).with().get("value")));
            assertTrue(!wanted.isEmpty(), run::toString);
            assertEquals(wanted, play.flags());

            play.gateway.heal(fault);
            play.revert();

            assertEquals(Map.of(), play.flags());
        }
    }

    private static Phase.Result result(Walk walk) {
        return assertInstanceOf(Phase.Finished.class, walk.phase()).result();
    }

    /** One runbook on one gateway. */
    private final class Play implements AutoCloseable {

        final GatewayUnderLoad gateway;
        final CountedGateway counts;
        final SqliteDatabase database = SqliteDatabase.open(folder.resolve("safeguard.db"));
        final UnitOfWork work = database.unitOfWork();
        final Workers workers = new ProcessWorkers();
        final Map<String, Mitigation<?>> mitigations =
                installed.stream().collect(Collectors.toMap(Mitigation::type, mitigation -> mitigation));
        final AlertRule rule;
        final Runbook runbook;

        Play(String name, Promise promise, String... options) throws IOException {
            gateway = new GatewayUnderLoad(options);
            counts = new CountedGateway(gateway.url(), promise.good(), promise.all(), clock);
            rule = AlertRule.builtIn(new Slo(
                    new SloName("chat"),
                    new ServiceName("chat"),
                    "",
                    Objective.of(promise.objective()),
                    Slo.DEFAULT_PERIOD,
                    Duration.ofSeconds(1)));
            Runbook written = OwnRunbook.read(
                            CATALOGUE.resolve(name + ".yaml"), Map.of("GATEWAY", gateway.url()), installed)
                    .runbook();
            runbook = new Runbook(
                    written.name(), written.symptom(), written.autonomy(), SETTLE, DEADLINE, written.steps());
        }

        Step step(int index) {
            return runbook.steps().get(index);
        }

        /** Sees it healthy, injects the fault, and sees it no longer healthy. */
        void breakBy(String fault) throws Exception {
            await("the gateway is healthy", bucket -> rule.slo().objective().isMetBy(bucket.counts()));
            gateway.inject(fault);
            await("the SLI falls", bucket -> !rule.slo().objective().isMetBy(bucket.counts()));
        }

        boolean isBelowObjective() {
            return newest().filter(bucket -> !rule.slo().objective().isMetBy(bucket.counts())).isPresent();
        }

        private Optional<Sample> newest() {
            Instant now = clock.now();
            return counts.closedBuckets(rule.slo().name(), now.minusSeconds(5), now).stream()
                    .filter(bucket -> bucket.counts().total() > 50)
                    .reduce((before, after) -> after);
        }

        private void await(String what, Predicate<Sample> condition) throws InterruptedException {
            Instant deadline = clock.now().plus(PATIENCE);
            while (newest().filter(condition).isEmpty()) {
                assertTrue(clock.now().isBefore(deadline), () -> "in vain: " + what + ", was " + newest());
                clock.waitUntil(clock.now().plus(LOOK_AGAIN));
            }
        }

        /** Runs the plan that a human has approved, to its end. */
        RunbookRun run() throws InterruptedException {
            ApproveRun approve = new ApproveRun(work, clock, counts, mitigations, workers);
            approve.approve(rule, runbook, approve.plan(rule, runbook).hash(), ANA);
            AdvanceRun advance = new AdvanceRun(work, clock, counts, mitigations, workers);
            RunbookRun run = advance.takeUp(work.read(stores -> stores.runs().activeRun(rule.slo().service()))
                    .orElseThrow());
            Instant deadline = clock.now().plus(PATIENCE);
            while (!run.isFinished()) {
                assertTrue(clock.now().isBefore(deadline), run::toString);
                run = advance.advance(run);
                clock.waitUntil(clock.now().plus(LOOK_AGAIN));
            }
            return run;
        }

        /** Takes everything off on the word of a human: the reversal once the last change has been made. */
        Reversal revert() throws InterruptedException {
            List<ActiveMitigation> on = ledger();
            new OrderReversal(work, clock, counts, mitigations, workers).order(on, ANA);
            Reversal begun = new RevertMitigations(work, clock, counts, mitigations, workers)
                    .takeUp(work.read(stores -> stores.runs().activeReversal(rule.slo().service()))
                            .orElseThrow());
            return advanced(begun, reversal -> reversal.phase() instanceof Phase.Measuring measuring
                    && measuring.step() == on.size() - 1);
        }

        Reversal judged(Reversal reversal) throws InterruptedException {
            return advanced(reversal, Reversal::isFinished);
        }

        private Reversal advanced(Reversal begun, Predicate<Reversal> far) throws InterruptedException {
            RevertMitigations revert = new RevertMitigations(work, clock, counts, mitigations, workers);
            Instant deadline = clock.now().plus(LONG_PATIENCE);
            Reversal reversal = begun;
            while (!far.test(reversal)) {
                assertTrue(clock.now().isBefore(deadline) && !reversal.isFinished(), reversal::toString);
                reversal = revert.advance(reversal);
                clock.waitUntil(clock.now().plus(LOOK_AGAIN));
            }
            return reversal;
        }

        List<ActiveMitigation> ledger() {
            return new ReadLedger(work).all();
        }

        /** What the gateway says is set of the flags of the steps, by their place in the runbook. */
        Map<Integer, String> flags() throws IOException, InterruptedException {
            Map<Integer, String> set = new TreeMap<>();
            for (int step = 0; step < runbook.steps().size(); step++) {
                int index = step;
                gateway.flagAt(step(step).with().get("url")).ifPresent(value -> set.put(index, value));
            }
            return set;
        }

        @Override
        public void close() {
            counts.close();
            gateway.close();
            database.close();
        }
    }
}
