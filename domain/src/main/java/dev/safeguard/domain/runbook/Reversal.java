package dev.safeguard.domain.runbook;

import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Taking mitigations off again, as a pure state machine of the same kind as {@link RunbookRun}: newest first, one at a
 * time, only where the control surface still is what was set, and judged after each. A service that falls gets the last
 * one back, and there it stops.
 *
 * @param mitigations what is taken off, in the order in which it is
 * @param authority on whose word
 * @param results what became of each, as far as it has gone
 */
public record Reversal(
        RunId id,
        String subject,
        ServiceName service,
        SloName slo,
        Objective objective,
        Duration resolution,
        List<ActiveMitigation> mitigations,
        Authority authority,
        Phase phase,
        Optional<Ratio> latestSli,
        List<StepResult> results)
        implements Walk {

    public Reversal {
        mitigations = List.copyOf(mitigations);
        results = List.copyOf(results);
        if (mitigations.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to revert");
        }
    }

    /**
     * A reversal of these, newest first.
     *
     * @param sli what was measured before anything is taken off, where something was
     */
    public static Reversal start(
            RunId id,
            String subject,
            Slo slo,
            List<ActiveMitigation> active,
            Authority authority,
            Optional<Ratio> sli) {
        List<ActiveMitigation> newestFirst = active.stream()
                .sorted(Comparator.comparing(ActiveMitigation::since)
                        .thenComparing(ActiveMitigation::run)
                        .thenComparingInt(ActiveMitigation::index)
                        .reversed())
                .toList();
        return new Reversal(
                id,
                subject,
                slo.service(),
                slo.name(),
                slo.objective(),
                slo.resolution(),
                newestFirst,
                authority,
                new Phase.Inspecting(0),
                sli,
                List.of());
    }

    @Override
    public Command next(Instant now) {
        return switch (phase) {
            case Phase.Inspecting inspecting -> new Command.Inspect(inspecting.step(), step(inspecting.step()));
            case Phase.Intended intended ->
                new Command.Call(
                        intended.step(), step(intended.step()), intended.direction(), intended.key(), intended.plan());
            case Phase.Uncertain uncertain ->
                new Command.Recheck(
                        uncertain.step(), step(uncertain.step()), uncertain.direction(), uncertain.key(), uncertain.plan());
            case Phase.Measuring measuring -> pace().next(measuring, now);
            case Phase.Finished finished -> new Command.Done(finished.result(), finished.reason());
            case Phase.Baseline ignored -> throw new IllegalStateException(id + " does not measure a baseline");
        };
    }

    @Override
    public Reversal resumed() {
        return phase instanceof Phase.Intended(int step, Direction direction, String key, MitigationPlan plan)
                ? in(new Phase.Uncertain(step, direction, key, plan))
                : this;
    }

    /** The reversal stopped where it is, by a decision from outside; what is in force stays so. */
    public Reversal stopped(String reason, Instant now) {
        return finished(Phase.Result.STOPPED, reason, now);
    }

    /** The reversal after what came of its last command. */
    public Reversal after(Observation observation, Instant now) {
        return switch (observation) {
            case Observation.Planned planned when phase instanceof Phase.Inspecting(int step) ->
                afterInspection(step, planned.plan().prior(), now);
            case Observation.Unplannable unplannable when phase instanceof Phase.Inspecting(int step) ->
                stopped(step, StepOutcome.FAILED, unplannable.reason(), now);
            case Observation.Unplannable unplannable when phase instanceof Phase.Uncertain uncertain ->
                stopped(uncertain.step(), StepOutcome.UNKNOWN, unplannable.reason(), now);
            case Observation.Applied ignored when phase instanceof Phase.Intended intended ->
                afterChange(intended.step(), intended.direction(), now);
            case Observation.Refused refused when phase instanceof Phase.Intended intended ->
                stopped(intended.step(), StepOutcome.FAILED, refused.reason(), now);
            case Observation.Unknown unknown when phase instanceof Phase.Intended intended ->
                stopped(intended.step(), StepOutcome.UNKNOWN, unknown.reason(), now);
            case Observation.Found found when phase instanceof Phase.Uncertain uncertain ->
                afterRecheck(uncertain, found.current(), now);
            case Observation.Measured measured when phase instanceof Phase.Measuring measuring ->
                afterMeasurement(measuring, measured, now);
            case Observation.Planned ignored -> throw unexpected(observation);
            case Observation.Unplannable ignored -> throw unexpected(observation);
            case Observation.Applied ignored -> throw unexpected(observation);
            case Observation.Refused ignored -> throw unexpected(observation);
            case Observation.Unknown ignored -> throw unexpected(observation);
            case Observation.Found ignored -> throw unexpected(observation);
            case Observation.Measured ignored -> throw unexpected(observation);
        };
    }

    private Reversal afterInspection(int step, ControlState current, Instant now) {
        MitigationPlan change = mitigations.get(step).change();
        return current.equals(change.desired())
                ? in(new Phase.Intended(step, Direction.REVERT, key(step, Direction.REVERT), change.reversed()))
                : stopped(step, StepOutcome.DRIFT, "expected " + change.desired() + ", found " + current, now);
    }

    private Reversal afterChange(int step, Direction direction, Instant now) {
        return direction == Direction.REAPPLY
                ? finished(Phase.Result.STOPPED, step(step).name() + " is on again: the service is not proven healthy without it", now)
                : in(pace().measuring(step, now));
    }

    private Reversal afterRecheck(Phase.Uncertain uncertain, ControlState current, Instant now) {
        MitigationPlan plan = uncertain.plan();
        if (current.equals(plan.desired())) {
            return afterChange(uncertain.step(), uncertain.direction(), now);
        }
        return current.equals(plan.prior())
                ? in(new Phase.Intended(uncertain.step(), uncertain.direction(), uncertain.key(), plan))
                : stopped(
                        uncertain.step(),
                        StepOutcome.DRIFT,
                        "expected " + plan.prior() + " or " + plan.desired() + ", found " + current,
                        now);
    }

    private Reversal afterMeasurement(Phase.Measuring measuring, Observation.Measured measured, Instant now) {
        int step = measuring.step();
        Recovery recovery = Recovery.judge(measured.buckets(), objective);
        return switch (recovery) {
            case Recovery.Recovered recovered -> {
                Reversal done = ended(step, StepOutcome.RECOVERED, recovery.sli(), "the SLI stays good without it", now);
                yield step + 1 < mitigations.size()
                        ? done.in(new Phase.Inspecting(step + 1))
                        : done.finished(Phase.Result.RECOVERED, "healthy with every mitigation off", now);
            }
            case Recovery.NotRecovered not ->
                ended(step, StepOutcome.NOT_RECOVERED, recovery.sli(), "the SLI falls without it", now)
                        .in(reapplied(step));
            case Recovery.Inconclusive inconclusive -> {
                if (!now.isBefore(measuring.deadline())) {
                    yield ended(step, StepOutcome.INCONCLUSIVE, recovery.sli(), "no proof before the deadline", now)
                            .in(reapplied(step));
                }
                Instant until = measured.until().isAfter(measuring.measuredUntil())
                        ? measured.until()
                        : measuring.measuredUntil();
                yield in(new Phase.Measuring(step, measuring.settled(), measuring.deadline(), until));
            }
        };
    }

    private Phase reapplied(int step) {
        return new Phase.Intended(
                step, Direction.REAPPLY, key(step, Direction.REAPPLY), mitigations.get(step).change());
    }

    private Reversal stopped(int step, StepOutcome outcome, String reason, Instant now) {
        return ended(step, outcome, Optional.empty(), reason, now)
                .finished(Phase.Result.STOPPED, step(step).name() + ": " + reason, now);
    }

    private Reversal ended(int step, StepOutcome outcome, Optional<Ratio> sliAfter, String reason, Instant now) {
        List<StepResult> more = new ArrayList<>(results);
        more.add(new StepResult(step, step(step).name(), outcome, latestSli, sliAfter, now, reason));
        return with(phase, sliAfter.or(() -> latestSli), more);
    }

    private Reversal finished(Phase.Result result, String reason, Instant now) {
        return in(new Phase.Finished(result, reason, now));
    }

    private Reversal in(Phase next) {
        return with(next, latestSli, results);
    }

    private Reversal with(Phase now, Optional<Ratio> sli, List<StepResult> soFar) {
        return new Reversal(
                id, subject, service, slo, objective, resolution, mitigations, authority, now, sli, soFar);
    }

    private Step step(int index) {
        return mitigations.get(index).step();
    }

    private Pace pace() {
        return new Pace(Runbook.DEFAULT_SETTLE, Runbook.DEFAULT_DEADLINE, resolution);
    }

    private String key(int step, Direction direction) {
        return id + ":" + (step + 1) + ":" + direction.word() + ":1";
    }

    private IllegalStateException unexpected(Observation observation) {
        return new IllegalStateException(id + " is " + phase + " and cannot take " + observation);
    }
}
