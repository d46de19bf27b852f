package dev.safeguard.application.runbook;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.domain.runbook.Command;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Observation;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Carries out what a run or a reversal asks for, and says what came of it; expected failures are observations. */
final class ControlSurface {

    private final MetricSource source;
    private final Map<String, Mitigation<?>> mitigations;

    ControlSurface(MetricSource source, Map<String, Mitigation<?>> mitigations) {
        this.source = source;
        this.mitigations = Map.copyOf(mitigations);
    }

    /** What came of it, or nothing when there is nothing to do by now. */
    Optional<Observation> carryOut(Command command, SloName slo) {
        return switch (command) {
            case Command.Measure measure ->
                Optional.of(new Observation.Measured(
                        source.closedBuckets(slo, measure.from(), measure.until()), measure.until()));
            case Command.Inspect inspect -> Optional.of(inspect(inspect.step()));
            case Command.Call call -> Optional.of(call(call));
            case Command.Recheck recheck -> Optional.of(recheck(recheck));
            case Command.Await ignored -> Optional.empty();
            case Command.Done ignored -> Optional.empty();
        };
    }

    /** How long a call of this step takes at most; the default of all where its type is not installed. */
    Duration timeout(Step step) {
        Mitigation<?> mitigation = mitigations.get(step.mitigation());
        return mitigation == null ? Mitigation.DEFAULT_TIMEOUT : timeout(mitigation, step);
    }

    private static <P extends Record> Duration timeout(Mitigation<P> mitigation, Step step) {
        try {
            return mitigation.timeout(mitigation.parameters().read(step.with()));
        } catch (Mitigation.RefusedException unfit) {
            return Mitigation.DEFAULT_TIMEOUT;
        }
    }

    private Observation inspect(Step step) {
        try {
            return new Observation.Planned(plan(of(step), step));
        } catch (Mitigation.RefusedException refused) {
            return new Observation.Unplannable(refused.reason());
        }
    }

    private static <P extends Record> MitigationPlan plan(Mitigation<P> mitigation, Step step) {
        P with = mitigation.parameters().read(step.with());
        return mitigation.plan(with, mitigation.inspect(with));
    }

    private Observation call(Command.Call call) {
        try {
            return call(of(call.step()), call);
        } catch (Mitigation.RefusedException refused) {
            return new Observation.Refused(refused.reason());
        } catch (Mitigation.OutcomeUnknownException unknown) {
            return new Observation.Unknown(unknown.reason());
        }
    }

    /** Makes the change, and believes it only when the control surface shows it. */
    private static <P extends Record> Observation call(Mitigation<P> mitigation, Command.Call call) {
        P with = mitigation.parameters().read(call.step().with());
        MitigationPlan plan = call.plan();
        switch (call.direction()) {
            case APPLY, REAPPLY -> mitigation.apply(with, plan, call.key());
            case REVERT -> mitigation.revert(with, plan.reversed(), call.key());
        }
        try {
            return mitigation.verify(with, plan.desired())
                    ? new Observation.Applied()
                    : new Observation.Refused("accepted, but the control surface still is not " + plan.desired());
        } catch (Mitigation.RefusedException unreadable) {
            return new Observation.Unknown("accepted, but not verified: " + unreadable.reason());
        }
    }

    private Observation recheck(Command.Recheck recheck) {
        try {
            return new Observation.Found(inspect(of(recheck.step()), recheck.step()));
        } catch (Mitigation.RefusedException refused) {
            return new Observation.Unplannable(refused.reason());
        }
    }

    private static <P extends Record> ControlState inspect(Mitigation<P> mitigation, Step step) {
        return mitigation.inspect(mitigation.parameters().read(step.with()));
    }

    private Mitigation<?> of(Step step) {
        Mitigation<?> mitigation = mitigations.get(step.mitigation());
        if (mitigation == null) {
            throw new Mitigation.RefusedException(
                    Mitigation.Refusal.NOT_FOUND,
                    "there is no mitigation of type " + step.mitigation() + " installed; there are "
                            + new TreeSet<>(mitigations.keySet()));
        }
        return mitigation;
    }
}
