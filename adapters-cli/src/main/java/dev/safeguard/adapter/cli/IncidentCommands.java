package dev.safeguard.adapter.cli;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.SloName;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code safeguard incident}: looking at incidents, and steering them. */
@Command(
        name = "incident",
        header = "Look at incidents, and steer them.",
        footer = {
            "  safeguard incident list --open",
            "  safeguard incident show INC-1",
            "  safeguard incident ack INC-1 --by ana",
            "  safeguard incident declare --slo chat-answers --severity sev2 users see empty answers"
        })
final class IncidentCommands {

    private static final String NO_NAME = "operator";
    private static final String PART = "safeguard/";

    private final Invocation call;

    IncidentCommands(Invocation call) {
        this.call = call;
    }

    @Command(
            name = "list",
            header = "List the incidents, the newest first.",
            footer = {"  safeguard incident list", "  safeguard incident list --open -o json"})
    int list(@Option(names = "--open", description = "Only those that need somebody.") boolean open) {
        try (Desk desk = call.open()) {
            List<Incident> incidents = desk.incidents().all().stream()
                    .filter(incident -> !open || incident.isOpen())
                    .toList();
            if (call.json()) {
                try (Json.Document document = call.document("Incidents", desk.clock().now())) {
                    incidents.forEach(incident -> document.add(IncidentJson.summary(incident)));
                }
            } else {
                printOrigin(desk);
                IncidentTable.list(incidents, open).forEach(call::print);
            }
            return Exit.DONE.code();
        }
    }

    @Command(
            name = "show",
            header = "Show an incident with its whole timeline.",
            footer = {"  safeguard incident show INC-1", "  safeguard incident show 1 -o json"})
    int show(@Parameters(paramLabel = "ID", description = "The incident, such as INC-1.") IncidentId id) {
        try (Desk desk = call.open()) {
            Incident incident = desk.incidents().one(id);
            if (call.json()) {
                printJson(desk, incident);
            } else {
                printOrigin(desk);
                IncidentTable.show(incident, call.paint(), call.columns()).forEach(call::print);
            }
            return Exit.DONE.code();
        }
    }

    @Command(
            name = "declare",
            header = "Declare an incident by your own word; it is then yours, and nobody is paged.",
            footer = "  safeguard incident declare --slo chat-answers --severity sev2 users see empty answers")
    int declare(
            @Option(names = "--slo", required = true, paramLabel = "NAME", description = "The SLO that it hurts.")
                    SloName slo,
            @Option(names = "--severity", required = true, paramLabel = "SEVERITY", description = "sev1, sev2 or sev3.")
                    Severity severity,
            @Parameters(arity = "1..*", paramLabel = "MESSAGE", description = "What users see.") List<String> message,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        return steer(
                by,
                (desk, human) -> unlessAnotherIsOpen(() -> Invocation.given(
                        () -> desk.declare().declare(slo, severity, text("MESSAGE", message), human))));
    }

    @Command(
            name = "ack",
            header = "Say that you have it, which stops the ladder.",
            footer = "  safeguard incident ack INC-1 --by ana")
    int ack(
            @Parameters(paramLabel = "ID", description = "The incident.") IncidentId id,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        return steer(by, (desk, human) -> desk.acknowledge().acknowledge(id, human));
    }

    @Command(
            name = "triage",
            header = "Name the likely symptom, and so pick the runbook.",
            footer = "  safeguard incident triage INC-1 --symptom model-provider-outage --runbook provider-outage")
    int triage(
            @Parameters(paramLabel = "ID", description = "The incident.") IncidentId id,
            @Option(names = "--symptom", required = true, paramLabel = "S", description = "The symptom's name.")
                    String symptom,
            @Option(names = "--runbook", paramLabel = "R", description = "The runbook to walk.")
                    Optional<String> runbook,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        return steer(
                by,
                (desk, human) -> desk.triage()
                        .triage(
                                id,
                                text("--symptom", symptom),
                                runbook.map(name -> text("--runbook", name)),
                                human));
    }

    @Command(
            name = "note",
            header = "Write something on the timeline.",
            footer = "  safeguard incident note INC-1 the provider's status page is red")
    int note(
            @Parameters(index = "0", paramLabel = "ID", description = "The incident.") IncidentId id,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "What to write.")
                    List<String> text,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        return steer(by, (desk, human) -> desk.note().note(id, text("TEXT", text), human));
    }

    @Command(
            name = "resolve",
            header = "Say that it is over; measurements have to agree.",
            footer = {
                "  safeguard incident resolve INC-1 --cause \"the provider's certificate had expired\"",
                "  safeguard incident resolve INC-1 --force \"the source of measurements is down\"",
                "  safeguard incident resolve INC-1 --leave-on \"the fallback is as good, and cheaper\""
            })
    int resolve(
            @Parameters(paramLabel = "ID", description = "The incident.") IncidentId id,
            @Option(names = "--cause", paramLabel = "TEXT", description = "The root cause: a condition, not a person.")
                    Optional<String> cause,
            @Option(
                            names = "--force",
                            paramLabel = "REASON",
                            description = "Resolve it though what is measured speaks against it, and say why.")
                    Optional<String> force,
            @Option(
                            names = "--leave-on",
                            paramLabel = "REASON",
                            description = "Leave the mitigations on that are on, and say why.")
                    Optional<String> leaveOn,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        return steer(
                by,
                (desk, human) -> desk.resolve()
                        .resolve(
                                id,
                                cause.map(words -> text("--cause", words)),
                                force.map(words -> text("--force", words)),
                                leaveOn.map(words -> text("--leave-on", words)),
                                human));
    }

    @Command(
            name = "close",
            header = "Close what is resolved, understood and learned from.",
            footer = "  safeguard incident close INC-1 --cause \"the provider's certificate had expired\"")
    int close(
            @Parameters(paramLabel = "ID", description = "The incident.") IncidentId id,
            @Option(names = "--cause", paramLabel = "TEXT", description = "The root cause: a condition, not a person.")
                    Optional<String> cause,
            @Option(
                            names = "--waive",
                            paramLabel = "REASON",
                            description = "Close it without a calibrated eval case, and say why.")
                    Optional<String> waive,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        return steer(
                by,
                (desk, human) -> desk.closeIncident()
                        .close(
                                id,
                                cause.map(words -> text("--cause", words)),
                                waive.map(words -> text("--waive", words)),
                                human));
    }

    @Command(
            name = "reopen",
            header = "Take up again what was resolved.",
            footer = "  safeguard incident reopen INC-1 users still see empty answers")
    int reopen(
            @Parameters(index = "0", paramLabel = "ID", description = "The incident.") IncidentId id,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "REASON", description = "Why.")
                    List<String> reason,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        return steer(
                by,
                (desk, human) ->
                        unlessAnotherIsOpen(() -> desk.reopen().reopen(id, text("REASON", reason), human)));
    }

    @Command(
            name = "cancel",
            header = "End a false alarm.",
            description = "An alert that goes on firing opens a new incident half an hour after the last word on it.",
            footer = {
                "  safeguard incident cancel INC-1 a load test, announced too late",
                "  safeguard incident cancel INC-1 a load test --leave-on \"it goes on until noon\""
            })
    int cancel(
            @Parameters(index = "0", paramLabel = "ID", description = "The incident.") IncidentId id,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "REASON", description = "Why.")
                    List<String> reason,
            @Option(
                            names = "--leave-on",
                            paramLabel = "REASON",
                            description = "Leave the mitigations on that are on, and say why.")
                    Optional<String> leaveOn,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        return steer(
                by,
                (desk, human) -> desk.cancel()
                        .cancel(
                                id,
                                text("REASON", reason),
                                leaveOn.map(words -> text("--leave-on", words)),
                                human));
    }

    /** Moves an incident in the name of a human, and shows it as it then is. */
    private int steer(Optional<String> by, BiFunction<Desk, Actor, Incident> move) {
        Actor human = human(call, by);
        try (Desk desk = call.open()) {
            Incident incident = move.apply(desk, human);
            if (call.json()) {
                printJson(desk, incident);
            } else {
                call.noteOrigin(desk);
                call.print(IncidentTable.oneLine(incident));
            }
            return Exit.DONE.code();
        }
    }

    /** The human in whose name something is done: the one who is named, or else who is logged in. */
    static Actor human(Invocation call, Optional<String> by) {
        String login = call.console().env().getOrDefault("USER", "").strip();
        String name = by.map(given -> text("--by", given)).orElse(login.isEmpty() ? NO_NAME : login);
        if (name.startsWith(PART)) {
            throw Code.BAD_VALUE.refusal(
                    "--by: " + PART + " is how Safeguard's own parts sign, was \"" + name + "\"", "give a human's name");
        }
        return Actor.human(name);
    }

    private static String text(String what, List<String> words) {
        return text(what, String.join(" ", words));
    }

    private static String text(String what, String text) {
        if (text.isBlank()) {
            throw Code.BAD_VALUE.refusal(what + ": must not be empty", "say it in a few words");
        }
        return text.strip();
    }

    private <T> T unlessAnotherIsOpen(Supplier<T> move) {
        try {
            return move.get();
        } catch (StoreException.Conflict conflict) {
            throw Code.SECOND_INCIDENT.refusal(
                    String.valueOf(conflict.getMessage()), call.next("incident list --open") + " shows it");
        }
    }

    private void printJson(Desk desk, Incident incident) {
        try (Json.Document document = call.document("Incident", desk.clock().now())) {
            document.add(IncidentJson.whole(incident));
        }
    }

    private void printOrigin(Desk desk) {
        if (!call.quiet()) {
            call.print(Show.line(desk.origin()) + " · " + desk.state());
        }
    }
}
