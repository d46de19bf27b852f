package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.ShiftStore.Shift;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.oncall.Escalation;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.StepResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Values as a store gives them back: instants without what is below the millisecond. */
final class Milliseconds {

    private Milliseconds() {}

    static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    static AlertState of(AlertState state) {
        return new AlertState(
                state.slo(), state.level(), state.latched(), state.freshness(), of(state.since()), of(state.asOf()));
    }

    static Incident of(Incident incident) {
        List<IncidentEvent> timeline = incident.timeline().stream()
                .map(event -> new IncidentEvent(
                        event.sequence(),
                        of(event.at()),
                        event.actor(),
                        event.change(),
                        event.message(),
                        event.figures()))
                .toList();
        return new Incident(incident.id(), timeline);
    }

    static Escalation of(Escalation ladder) {
        return new Escalation(
                ladder.subject(),
                ladder.policy(),
                ladder.slowness(),
                ladder.reached(),
                ladder.round(),
                ladder.state(),
                of(ladder.nextAt()));
    }

    static RunbookRun of(RunbookRun run) {
        return new RunbookRun(
                run.id(),
                run.subject(),
                run.service(),
                run.slo(),
                run.objective(),
                run.resolution(),
                run.runbook(),
                run.authority(),
                of(run.startedAt()),
                of(run.phase()),
                run.latestSli(),
                of(run.results()));
    }

    static Reversal of(Reversal reversal) {
        return new Reversal(
                reversal.id(),
                reversal.subject(),
                reversal.service(),
                reversal.slo(),
                reversal.objective(),
                reversal.resolution(),
                reversal.mitigations().stream().map(Milliseconds::of).toList(),
                reversal.authority(),
                of(reversal.phase()),
                reversal.latestSli(),
                of(reversal.results()));
    }

    static Lease of(Lease lease) {
        return new Lease(lease.owner(), lease.fence(), of(lease.until()));
    }

    static ActiveMitigation of(ActiveMitigation mitigation) {
        return new ActiveMitigation(
                mitigation.run(),
                mitigation.index(),
                mitigation.step(),
                mitigation.subject(),
                mitigation.service(),
                mitigation.change(),
                mitigation.owner(),
                of(mitigation.since()),
                of(mitigation.expiresAt()));
    }

    static EvalCase of(EvalCase evalCase) {
        return new EvalCase(
                evalCase.symptom(),
                evalCase.service(),
                evalCase.slo(),
                evalCase.objective(),
                evalCase.fault(),
                evalCase.faultRatio(),
                evalCase.eventsPerMinute(),
                evalCase.assertions(),
                evalCase.source(),
                of(evalCase.createdAt()));
    }

    static Notification of(Notification notification) {
        return new Notification(
                notification.key(),
                notification.kind(),
                notification.severity(),
                notification.subject(),
                notification.people(),
                notification.text(),
                of(notification.at()));
    }

    static Shift of(Shift shift) {
        return new Shift(shift.origin(), shift.name(), shift.seed(), of(shift.startedAt()), of(shift.asOf()));
    }

    private static Phase of(Phase phase) {
        return switch (phase) {
            case Phase.Measuring measuring ->
                new Phase.Measuring(
                        measuring.step(),
                        of(measuring.settled()),
                        of(measuring.deadline()),
                        of(measuring.measuredUntil()));
            case Phase.Finished finished -> new Phase.Finished(finished.result(), finished.reason(), of(finished.at()));
            case Phase.Baseline baseline -> baseline;
            case Phase.Inspecting inspecting -> inspecting;
            case Phase.Intended intended -> intended;
            case Phase.Uncertain uncertain -> uncertain;
        };
    }

    private static List<StepResult> of(List<StepResult> results) {
        return results.stream()
                .map(result -> new StepResult(
                        result.index(),
                        result.step(),
                        result.outcome(),
                        result.sliBefore(),
                        result.sliAfter(),
                        of(result.at()),
                        result.reason()))
                .toList();
    }
}
