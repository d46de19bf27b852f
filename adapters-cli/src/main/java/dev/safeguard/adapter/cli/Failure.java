package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.SloNotWatchedException;
import dev.safeguard.application.incident.IncidentNotFoundException;
import dev.safeguard.application.incident.IncidentNotOpenException;
import dev.safeguard.application.incident.NotAFixException;
import dev.safeguard.application.incident.MitigationsOnException;
import dev.safeguard.application.incident.NotReadyToCloseException;
import dev.safeguard.application.incident.NotRecoveredException;
import dev.safeguard.application.port.RefusedQueryException;
import dev.safeguard.application.port.SourceUnavailableException;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.incident.IllegalTransitionException;
import dev.safeguard.domain.slo.SloName;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What an exception means to the caller: the exit code, and what to report. */
record Failure(Exit exit, List<UsageException.Problem> problems) {

    static Failure of(Exception exception) {
        return switch (exception) {
            case UsageException usage -> new Failure(Exit.USAGE, usage.problems());
            case NoStateException e ->
                new Failure(
                        Exit.NO_DATA,
                        List.of(Code.NO_STATE.problem(
                                message(e), "run `safeguard shift` first, or name another with --state")));
            case IncidentNotFoundException e -> of(Exit.USAGE, Code.NO_SUCH_INCIDENT, e);
            case IncidentNotOpenException e -> of(Exit.USAGE, Code.INCIDENT_NOT_OPEN, e);
            case IllegalTransitionException e -> of(Exit.USAGE, Code.ILLEGAL_TRANSITION, e);
            case NotAFixException e -> of(Exit.USAGE, Code.NOT_A_FIX, e);
            case SloNotWatchedException e -> notWatched(e);
            case NotRecoveredException e -> of(Exit.VERDICT_FAILED, Code.NOT_RECOVERED, e);
            case MitigationsOnException e -> of(Exit.VERDICT_FAILED, Code.MITIGATIONS_ON, e);
            case NotReadyToCloseException e -> of(Exit.VERDICT_FAILED, Code.NOT_READY_TO_CLOSE, e);
            case StoreException.Conflict e ->
                new Failure(
                        Exit.TOOL_FAILURE,
                        List.of(Code.CHANGED_MEANWHILE.problem(
                                message(e), "nothing was kept; look at what is there now and try again")));
            case StoreException e -> of(Exit.TOOL_FAILURE, Code.STATE_UNUSABLE, e);
            case RefusedQueryException e -> of(Exit.USAGE, Code.REFUSED_QUERY, e);
            case SourceUnavailableException e -> of(Exit.NO_DATA, Code.SOURCE_UNAVAILABLE, e);
            case UncheckedIOException e -> of(Exit.TOOL_FAILURE, Code.FILE_FAILED, e);
            case InterruptedException ignored ->
                new Failure(
                        Exit.INTERRUPTED,
                        List.of(Code.INTERRUPTED.problem(
                                "interrupted; what was told is stored", "safeguard shift --continue goes on with a shift, safeguard run --resume with a run")));
            default ->
                new Failure(
                        Exit.TOOL_FAILURE,
                        List.of(Code.UNEXPECTED.problem(
                                "unexpected: " + exception, "run with -v for the trace")));
        };
    }

    /** Where nothing is watched at all, the name is not what is wrong. */
    private static Failure notWatched(SloNotWatchedException e) {
        List<String> watched = e.watched().stream().map(SloName::value).toList();
        return watched.isEmpty()
                ? new Failure(
                        Exit.NO_DATA,
                        List.of(Code.NO_DATA.problem("no SLO is under watch here", "safeguard shift watches one")))
                : new Failure(
                        Exit.USAGE,
                        List.of(Code.NO_SUCH_SLO.problem(
                                message(e),
                                DidYouMean.closest(
                                        e.slo().value(), watched, "there are " + String.join(", ", watched)))));
    }

    private static Failure of(Exit exit, Code code, Exception exception) {
        return new Failure(exit, List.of(code.problem(message(exception), Optional.empty())));
    }

    private static String message(Exception exception) {
        return Optional.ofNullable(exception.getMessage()).orElse(exception.toString());
    }
}
