package dev.safeguard.domain.incident;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.util.Optional;

/**
 * What an entry of the timeline changes about its incident. Those that move it through the transition table carry what
 * the fold needs; everything else that is worth telling is a {@link Recorded} fact with figures.
 */
public sealed interface Change {

    /** The incident begins. */
    record Detected(ServiceName service, SloName slo, Severity severity, Optional<IncidentId> follows)
            implements Change {}

    /** Another SLO of the service burns too, or one burns faster: the incident's severity is the worst seen. */
    record Joined(SloName slo, Severity severity) implements Change {}

    /** A human has seen the page. */
    record Acknowledged() implements Change {}

    /** The likely symptom is named, with a runbook where one is known. */
    record Triaged(String symptom, Optional<String> runbook) implements Change {}

    /** Something is being done about it, for the first time or again. */
    record MitigationStarted() implements Change {}

    /** Users are served again. */
    record Mitigated() implements Change {}

    /** It is over, by measurement or by a human's word. */
    record Resolved() implements Change {}

    /** It came back. */
    record Reopened() implements Change {}

    /** The root cause, as far as it is known: a condition, not a person. */
    record CauseFound(String cause) implements Change {}

    /**
     * Understood and learned from.
     *
     * @param waiver why there is no calibrated eval case, where there is none
     */
    record Closed(Optional<String> waiver) implements Change {}

    /** A false alarm. */
    record Cancelled(String reason) implements Change {}

    /** Something happened that moves nothing. */
    record Recorded(Fact fact) implements Change {}

    /** The sorts of facts on a timeline. */
    enum Fact {
        PAGE,
        ESCALATE,
        CLEAR,
        STEP,
        REVERT,
        RUNBOOK,
        NOTE,
        RELEASE,
        POSTMORTEM,
        EVAL,
        /** Mitigations stay on though the incident is over; the figures say which, and why. */
        LEFT_ON,
        /** A runbook was not started, or not gone on with; the message says why. */
        HELD_BACK,
        /** A human changed something themselves: automation steps back. */
        HANDS_ON
    }

    /** The state this change leads to, where it leads to one. */
    default Optional<IncidentState> target() {
        return switch (this) {
            case Detected ignored -> Optional.of(IncidentState.DETECTED);
            case Triaged ignored -> Optional.of(IncidentState.TRIAGED);
            case MitigationStarted ignored -> Optional.of(IncidentState.MITIGATING);
            case Mitigated ignored -> Optional.of(IncidentState.MITIGATED);
            case Resolved ignored -> Optional.of(IncidentState.RESOLVED);
            case Reopened ignored -> Optional.of(IncidentState.MITIGATING);
            case Closed ignored -> Optional.of(IncidentState.CLOSED);
            case Cancelled ignored -> Optional.of(IncidentState.CANCELLED);
            case Joined ignored -> Optional.empty();
            case Acknowledged ignored -> Optional.empty();
            case CauseFound ignored -> Optional.empty();
            case Recorded ignored -> Optional.empty();
        };
    }

    /** The word for this entry in JSON and in tables: {@code detect}, {@code ack}, {@code step}. */
    default String word() {
        return switch (this) {
            case Detected ignored -> "detect";
            case Joined ignored -> "join";
            case Acknowledged ignored -> "ack";
            case Triaged ignored -> "triage";
            case MitigationStarted ignored -> "mitigating";
            case Mitigated ignored -> "mitigated";
            case Resolved ignored -> "resolve";
            case Reopened ignored -> "reopen";
            case CauseFound ignored -> "cause";
            case Closed ignored -> "close";
            case Cancelled ignored -> "cancel";
            case Recorded recorded ->
                switch (recorded.fact()) {
                    case PAGE -> "page";
                    case ESCALATE -> "escalate";
                    case CLEAR -> "clear";
                    case STEP -> "step";
                    case REVERT -> "revert";
                    case RUNBOOK -> "runbook";
                    case NOTE -> "note";
                    case RELEASE -> "release";
                    case POSTMORTEM -> "postmortem";
                    case EVAL -> "eval";
                    case LEFT_ON -> "left-on";
                    case HELD_BACK -> "held-back";
                    case HANDS_ON -> "hands-on";
                };
        };
    }
}
