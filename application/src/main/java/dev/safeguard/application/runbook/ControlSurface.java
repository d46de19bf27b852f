package dev.safeguard.application.runbook;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.domain.runbook.Command;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Observation;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.SloName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Carries out what a run or a reversal asks for, and says what came of it; expected failures are observations. */
final class ControlSurface {

    private final MetricSource source;
    private final Map<String, Mitigation> mitigations;

    ControlSurface(MetricSource source, Map<String, Mitigation> mitigations) {
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

    private Observation inspect(Step step) {
        try {
            Mitigation mitigation = of(step);
            return new Observation.Planned(mitigation.plan(step.with(), mitigation.inspect(step.with())));
        } catch (Mitigation.RefusedException refused) {
            return new Observation.Unplannable(refused.reason());
        }
    }

    /** Makes the change, and believes it only when the control surface shows it. */
    private Observation call(Command.Call call) {
        Step step = call.step();
        MitigationPlan plan = call.plan();
        try {
            Mitigation mitigation = of(step);
            switch (call.direction()) {
                case APPLY, REAPPLY -> mitigation.apply(step.with(), plan, call.key());
                case REVERT -> mitigation.revert(step.with(), plan.reversed(), call.key());
            }
            return mitigation.verify(step.with(), plan.desired())
                    ? new Observation.Applied()
                    : new Observation.Refused("accepted, but the control surface still is not " + plan.desired());
        } catch (Mitigation.RefusedException refused) {
            return new Observation.Refused(refused.reason());
        } catch (Mitigation.OutcomeUnknownException unknown) {
            return new Observation.Unknown(unknown.reason());
        }
    }

    private Observation recheck(Command.Recheck recheck) {
        Step step = recheck.step();
        try {
            ControlState found = of(step).inspect(step.with());
            return new Observation.Found(found);
        } catch (Mitigation.RefusedException refused) {
            return new Observation.Unplannable(refused.reason());
        }
    }

    private Mitigation of(Step step) {
        Mitigation mitigation = mitigations.get(step.mitigation());
        if (mitigation == null) {
            throw new Mitigation.RefusedException("there is no mitigation of type " + step.mitigation()
                    + " installed; there are " + new TreeSet<>(mitigations.keySet()));
        }
        return mitigation;
    }
}
