package dev.safeguard.domain.runbook;

import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One walk through a runbook, as a pure state machine: {@link #next} says what to do, {@link #after} takes what came of
 * it. It measures before the first step and after each, and stops the moment the service has recovered. The runbook is
 * a snapshot: editing the file changes no run. Each command is executed, its result stored, and resuming after a crash
 * is the same call, after {@link #resumed}.
 *
 * @param subject what it is run for, in the words of who started it
 * @param authority on whose word it acts
 * @param latestSli the SLI last measured, where there was one
 */
public record RunbookRun(
        RunId id,
        String subject,
        ServiceName service,
        SloName slo,
        Objective objective,
        Duration resolution,
        Runbook runbook,
        Authority authority,
        Instant startedAt,
        Phase phase,
        Optional<Ratio> latestSli,
        List<StepResult> results)
        implements Walk {

    private static final int BASELINE_BUCKETS = 5;

    public RunbookRun {
        results = List.copyOf(results);
    }

    /** A run that has touched nothing yet. */
    public static RunbookRun start(
            RunId id, String subject, Slo slo, Runbook runbook, Authority authority, Instant now) {
        return new RunbookRun(
                id,
                subject,
                slo.service(),
                slo.name(),
                slo.objective(),
                slo.resolution(),
                runbook,
                authority,
                now,
                new Phase.Baseline(0),
                Optional.empty(),
                List.of());
    }

    @Override
    public Command next(Instant now) {
        return switch (phase) {
            case Phase.Baseline ignored -> new Command.Measure(now.minus(resolution.multipliedBy(BASELINE_BUCKETS)), now);
            case Phase.Inspecting inspecting -> new Command.Inspect(inspecting.step(), step(inspecting.step()));
            case Phase.Intended intended ->
                new Command.Call(
                        intended.step(), step(intended.step()), intended.direction(), intended.key(), intended.plan());
            case Phase.Uncertain uncertain ->
                new Command.Recheck(
                        uncertain.step(), step(uncertain.step()), uncertain.direction(), uncertain.key(), uncertain.plan());
            case Phase.Measuring measuring -> pace().next(measuring, now);
            case Phase.Finished finished -> new Command.Done(finished.result(), finished.reason());
        };
    }

    /** A call whose outcome was lost is looked into first, and the service is measured again before another step. */
    @Override
    public RunbookRun resumed() {
        return switch (phase) {
            case Phase.Intended(int step, Direction direction, String key, MitigationPlan plan) ->
                in(new Phase.Uncertain(step, direction, key, plan));
            case Phase.Inspecting inspecting -> in(new Phase.Baseline(inspecting.step()));
            case Phase.Baseline ignored -> this;
            case Phase.Uncertain ignored -> this;
            case Phase.Measuring ignored -> this;
            case Phase.Finished ignored -> this;
        };
    }

    /** The run stopped where it is, by a decision from outside; what is in force stays so. */
    public RunbookRun stopped(String reason, Instant now) {
        return finished(Phase.Result.STOPPED, reason, now);
    }

    /** The run after what came of its last command. */
    public RunbookRun after(Observation observation, Instant now) {
        return switch (phase) {
            case Phase.Baseline baseline when observation instanceof Observation.Measured measured ->
                afterBaseline(baseline.step(), measured, now);
            case Phase.Inspecting inspecting when observation instanceof Observation.Planned planned ->
                afterPlan(inspecting.step(), planned.plan(), now);
            case Phase.Inspecting inspecting when observation instanceof Observation.Unplannable unplannable ->
                failed(inspecting.step(), unplannable.reason(), now);
            case Phase.Intended intended -> afterCall(intended, observation, now);
            case Phase.Uncertain uncertain when observation instanceof Observation.Found found ->
                afterRecheck(uncertain, found.current(), now);
            case Phase.Uncertain uncertain when observation instanceof Observation.Unplannable unplannable ->
                stopped(uncertain.step(), StepOutcome.UNKNOWN, unplannable.reason(), now);
            case Phase.Measuring measuring when observation instanceof Observation.Measured measured ->
                afterMeasurement(measuring, measured, now);
            case Phase.Baseline ignored -> throw unexpected(observation);
            case Phase.Inspecting ignored -> throw unexpected(observation);
            case Phase.Uncertain ignored -> throw unexpected(observation);
            case Phase.Measuring ignored -> throw unexpected(observation);
            case Phase.Finished ignored -> throw unexpected(observation);
        };
    }

    private RunbookRun afterBaseline(int step, Observation.Measured measured, Instant now) {
        Recovery recovery = Recovery.judgeNewest(measured.buckets(), objective);
        RunbookRun seen = withSli(recovery.sli());
        return recovery instanceof Recovery.Recovered
                ? seen.recovered(step, "the service had recovered before " + before(step), now)
                : seen.in(new Phase.Inspecting(step));
    }

    private String before(int step) {
        return step == 0 ? "the first step" : step(step).name();
    }

    private RunbookRun afterPlan(int step, MitigationPlan plan, Instant now) {
        return plan.alreadySet()
                ? ended(step, StepOutcome.ALREADY_SET, latestSli, "already " + plan.desired(), now)
                        .afterStep(step, Phase.Baseline::new, now)
                : in(new Phase.Intended(step, Direction.APPLY, key(step, Direction.APPLY), plan));
    }

    private RunbookRun afterCall(Phase.Intended intended, Observation observation, Instant now) {
        int step = intended.step();
        return switch (observation) {
            case Observation.Applied ignored -> in(pace().measuring(step, now));
            case Observation.Refused refused -> failed(step, refused.reason(), now);
            case Observation.Unknown unknown -> stopped(step, StepOutcome.UNKNOWN, unknown.reason(), now);
            case Observation.Measured ignored -> throw unexpected(observation);
            case Observation.Planned ignored -> throw unexpected(observation);
            case Observation.Unplannable ignored -> throw unexpected(observation);
            case Observation.Found ignored -> throw unexpected(observation);
        };
    }

    private RunbookRun afterRecheck(Phase.Uncertain uncertain, ControlState current, Instant now) {
        MitigationPlan plan = uncertain.plan();
        if (current.equals(plan.desired())) {
            return in(pace().measuring(uncertain.step(), now));
        }
        return current.equals(plan.prior())
                ? in(new Phase.Intended(uncertain.step(), uncertain.direction(), uncertain.key(), plan))
                : stopped(
                        uncertain.step(),
                        StepOutcome.DRIFT,
                        "expected " + plan.prior() + " or " + plan.desired() + ", found " + current,
                        now);
    }

    private RunbookRun afterMeasurement(Phase.Measuring measuring, Observation.Measured measured, Instant now) {
        int step = measuring.step();
        Recovery recovery = Recovery.judge(measured.buckets(), objective);
        return switch (recovery) {
            case Recovery.Recovered recovered ->
                ended(step, StepOutcome.RECOVERED, recovery.sli(), "recovered (2 of 2 checks)", now)
                        .recovered(step + 1, "recovered after " + step(step).name(), now);
            case Recovery.NotRecovered not ->
                ended(step, StepOutcome.NOT_RECOVERED, recovery.sli(), "not recovered", now)
                        .afterStep(step, Phase.Inspecting::new, now);
            case Recovery.Inconclusive inconclusive -> {
                if (!now.isBefore(measuring.deadline())) {
                    yield ended(step, StepOutcome.INCONCLUSIVE, recovery.sli(), "no proof before the deadline", now)
                            .finished(Phase.Result.STOPPED, step(step).name() + " stayed inconclusive", now);
                }
                yield in(new Phase.Measuring(
                        step, measuring.settled(), measuring.deadline(), later(measuring, measured.until())));
            }
        };
    }

    private static Instant later(Phase.Measuring measuring, Instant until) {
        return until.isAfter(measuring.measuredUntil()) ? until : measuring.measuredUntil();
    }

    private RunbookRun failed(int step, String reason, Instant now) {
        return ended(step, StepOutcome.FAILED, Optional.empty(), reason, now)
                .afterStep(step, Phase.Baseline::new, now);
    }

    private RunbookRun stopped(int step, StepOutcome outcome, String reason, Instant now) {
        return ended(step, outcome, Optional.empty(), reason, now)
                .finished(Phase.Result.STOPPED, step(step).name() + ": " + reason, now);
    }

    private RunbookRun afterStep(int step, IntFunction<Phase> next, Instant now) {
        return step + 1 < runbook.steps().size()
                ? in(next.apply(step + 1))
                : finished(
                        Phase.Result.EXHAUSTED,
                        "all " + runbook.steps().size() + " steps were tried and the service has not recovered",
                        now);
    }

    private RunbookRun recovered(int firstNotNeeded, String reason, Instant now) {
        RunbookRun run = this;
        for (int step = firstNotNeeded; step < runbook.steps().size(); step++) {
            run = run.ended(step, StepOutcome.NOT_NEEDED, Optional.empty(), "not needed", now);
        }
        return run.finished(Phase.Result.RECOVERED, reason, now);
    }

    private RunbookRun ended(int step, StepOutcome outcome, Optional<Ratio> sliAfter, String reason, Instant now) {
        List<StepResult> more = new ArrayList<>(results);
        more.add(new StepResult(step, step(step).name(), outcome, latestSli, sliAfter, now, reason));
        return with(phase, sliAfter.or(() -> latestSli), more);
    }

    private RunbookRun finished(Phase.Result result, String reason, Instant now) {
        return in(new Phase.Finished(result, reason, now));
    }

    private RunbookRun in(Phase next) {
        return with(next, latestSli, results);
    }

    private RunbookRun withSli(Optional<Ratio> sli) {
        return with(phase, sli, results);
    }

    private RunbookRun with(Phase now, Optional<Ratio> sli, List<StepResult> soFar) {
        return new RunbookRun(
                id, subject, service, slo, objective, resolution, runbook, authority, startedAt, now, sli, soFar);
    }

    private Step step(int index) {
        return runbook.steps().get(index);
    }

    private Pace pace() {
        return new Pace(runbook.settle(), runbook.deadline(), resolution);
    }

    private String key(int step, Direction direction) {
        return id + ":" + (step + 1) + ":" + direction.word() + ":1";
    }

    private IllegalStateException unexpected(Observation observation) {
        return new IllegalStateException(id + " is " + phase + " and cannot take " + observation);
    }
}
