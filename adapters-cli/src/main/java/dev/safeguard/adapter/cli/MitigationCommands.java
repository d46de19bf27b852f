package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.MitigationTypes;
import dev.safeguard.adapter.cli.Composition.ShiftSession;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.ActiveMitigation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code safeguard mitigation}: what is on, how it comes off, and which types there are. */
@Command(
        name = "mitigation",
        header = "Show which mitigations are on, take them off, and list the types there are.",
        footer = {
            "  safeguard mitigation list",
            "  safeguard mitigation revert --incident INC-1",
            "  safeguard mitigation revert INC-1.run-1/2",
            "  safeguard mitigation types --plugins plugins"
        })
final class MitigationCommands {

    private final Invocation call;

    MitigationCommands(Invocation call) {
        this.call = call;
    }

    @Command(
            name = "list",
            header = "List the mitigations that are on: since when, by whom, for which incident, and how long.",
            footer = {"  safeguard mitigation list", "  safeguard mitigation list -o json"})
    int list() {
        try (Desk desk = call.open()) {
            List<ActiveMitigation> on = desk.ledger().all();
            Instant now = desk.clock().now();
            if (call.json()) {
                try (Json.Document document = call.document("Mitigations", now)) {
                    on.forEach(mitigation -> document.add(json(mitigation, now)));
                }
                return Exit.DONE.code();
            }
            if (!call.quiet()) {
                call.print(Show.line(desk.origin()) + " · " + desk.state());
            }
            if (on.isEmpty()) {
                call.print("no mitigation is on");
            }
            on.forEach(mitigation -> call.print(line(mitigation, now)));
            return Exit.DONE.code();
        }
    }

    private String line(ActiveMitigation mitigation, Instant now) {
        String until = mitigation.isExpired(now)
                ? call.paint().severity(Severity.SEV2, "OVERDUE since")
                : "until";
        return Show.line(mitigation.id()) + "  " + Show.line(mitigation.step().name()) + "  "
                + Show.line(Redacted.text(mitigation.change().description())) + "  on since "
                + Show.minute(mitigation.since()) + " UTC by " + Show.line(mitigation.owner().toString()) + " for "
                + mitigation.subject() + ", " + until + " " + Show.minute(mitigation.expiresAt()) + " UTC";
    }

    private static ObjectNode json(ActiveMitigation mitigation, Instant now) {
        ObjectNode json = Json.object()
                .put("id", mitigation.id())
                .put("incident", mitigation.subject())
                .put("service", mitigation.service().value())
                .put("step", mitigation.step().name())
                .put("mitigation", mitigation.step().mitigation());
        json.set("with", Redacted.json(mitigation.step().with()));
        Json.putOrNull(json, "prior", mitigation.change().prior().value());
        Json.putOrNull(json, "desired", mitigation.change().desired().value());
        return json.put("change", Redacted.text(mitigation.change().description()))
                .put("by", mitigation.owner().toString())
                .put("since", mitigation.since().toString())
                .put("expiresAt", mitigation.expiresAt().toString())
                .put("expired", mitigation.isExpired(now));
    }

    @Command(
            name = "revert",
            header = "Take mitigations off, newest first, one at a time, watching the SLI after each.",
            description = {
                "One that is no longer what was set is left alone: somebody else has changed it, and a human decides. One",
                "without which the SLI falls is put back. It ends with 0 when all of them are off, with 8 when not."
            },
            footer = {
                "  safeguard mitigation revert                     everything that is on",
                "  safeguard mitigation revert --incident INC-1",
                "  safeguard mitigation revert INC-1.run-1/2"
            })
    int revert(
            @picocli.CommandLine.Parameters(
                            arity = "0..1",
                            paramLabel = "ID",
                            description = "The mitigation, as `mitigation list` names it.")
                    Optional<String> id,
            @Option(names = "--incident", paramLabel = "ID", description = "Those that were set for this incident.")
                    Optional<IncidentId> incident,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by,
            @Option(names = "--plugins", paramLabel = "DIR", description = "A folder of jars with further mitigations.")
                    Optional<Path> plugins)
            throws InterruptedException {
        if (id.isPresent() && incident.isPresent()) {
            throw Code.CONFLICT.refusal("an ID does not go with --incident", "leave one of them out");
        }
        Actor human = IncidentCommands.human(call, by);
        try (WorkSession session =
                call.composition().work(new WorkSession.Choice(call.where(), Optional.empty(), plugins))) {
            List<ActiveMitigation> chosen = chosen(session.ledger(), id, incident);
            if (chosen.isEmpty()) {
                call.note("no mitigation is on" + incident.map(known -> " for " + known).orElse(""));
                return Exit.DONE.code();
            }
            return revert(session, chosen, human);
        }
    }

    private List<ActiveMitigation> chosen(
            List<ActiveMitigation> on, Optional<String> id, Optional<IncidentId> incident) {
        if (id.isPresent()) {
            return List.of(on.stream()
                    .filter(mitigation -> mitigation.id().equals(id.get()))
                    .findFirst()
                    .orElseThrow(() -> Code.NO_SUCH_MITIGATION.refusal(
                            "no mitigation " + Show.line(id.get()) + " is on",
                            call.next("mitigation list") + " shows those that are")));
        }
        List<ActiveMitigation> chosen = on.stream()
                .filter(mitigation -> incident.map(IncidentId::toString)
                        .map(mitigation.subject()::equals)
                        .orElse(true))
                .toList();
        if (chosen.stream().map(ActiveMitigation::service).distinct().count() > 1) {
            throw Code.NO_SUCH_MITIGATION.refusal(
                    "mitigations are on for more than one service", "choose with --incident, or by ID");
        }
        return chosen;
    }

    private int revert(WorkSession session, List<ActiveMitigation> chosen, Actor human) throws InterruptedException {
        try {
            Invocation.given(() -> session.revert(chosen, human));
        } catch (StoreException.Conflict conflict) {
            return call.report(
                    Exit.VERDICT_FAILED,
                    Code.SERVICE_BUSY.problem(
                            String.valueOf(conflict.getMessage()), call.next("incident list --open") + " shows for what"));
        }
        Optional<ShiftSession> shift = session.shift();
        if (shift.isEmpty()) {
            call.print("the shift that is being stood on " + session.state() + " takes off what you ordered");
            return Exit.DONE.code();
        }
        try (ShiftSession walking = shift.get()) {
            ShiftTable table = new ShiftTable(call, walking);
            if (!call.json()) {
                table.begin("mitigation revert");
            }
            walking.stand(item -> {
                if (!call.json() && item.event() != ShiftItem.Event.SUMMARY && item.event() != ShiftItem.Event.OK) {
                    table.tell(item);
                }
            });
        }
        List<String> ids = chosen.stream().map(ActiveMitigation::id).toList();
        List<ActiveMitigation> left = session.ledger().stream()
                .filter(mitigation -> ids.contains(mitigation.id()))
                .toList();
        if (call.json()) {
            try (Json.Document document = call.document("Mitigations", session.now())) {
                left.forEach(mitigation -> document.add(json(mitigation, session.now())));
            }
        }
        String subject = chosen.getFirst().subject();
        return left.isEmpty()
                ? Exit.DONE.code()
                : call.report(
                        Exit.NOT_HEALTHY,
                        Code.STILL_ON.problem(
                                left.size() + " of " + ids.size() + " mitigations are still on",
                                call.next("incident show " + subject) + " shows why"));
    }

    @Command(
            name = "types",
            header = "List the types of mitigation that are installed, with their parameters.",
            footer = {"  safeguard mitigation types", "  safeguard mitigation types --plugins plugins -o json"})
    int types(
            @Option(names = "--plugins", paramLabel = "DIR", description = "A folder of jars with further mitigations.")
                    Optional<Path> plugins) {
        MitigationTypes types = call.composition().mitigationTypes(plugins);
        if (call.json()) {
            try (Json.Document document = call.document("MitigationTypes", call.wallClock())) {
                types.installed().forEach(type -> document.add(json(type)));
            }
        } else {
            types.installed().forEach(this::print);
        }
        types.problems().forEach(problem -> call.report(Exit.TOOL_FAILURE, Code.BAD_PLUGIN.problem(problem)));
        return types.problems().isEmpty() ? Exit.DONE.code() : Exit.TOOL_FAILURE.code();
    }

    private void print(MitigationTypes.Installed installed) {
        Mitigation<?> type = installed.mitigation();
        call.print(type.type() + "  " + Show.line(type.purpose()));
        if (call.quiet()) {
            return;
        }
        call.print("  " + type.reversibility().word() + " · hurts: " + Show.line(type.blastRadius()) + " · from "
                + Show.line(installed.origin()));
        for (Parameters.Description parameter : type.parameters().descriptions()) {
            call.print("    " + Show.pad(parameter.name(), 14) + "  " + Show.line(parameter.meaning()) + " ("
                    + parameter.kind() + (parameter.required() ? "" : ", may be left out") + ")");
        }
    }

    private static ObjectNode json(MitigationTypes.Installed installed) {
        Mitigation<?> type = installed.mitigation();
        ObjectNode json = Json.object()
                .put("type", type.type())
                .put("purpose", type.purpose())
                .put("reversibility", type.reversibility().word())
                .put("blastRadius", type.blastRadius())
                .put("origin", installed.origin());
        ArrayNode parameters = json.putArray("parameters");
        for (Parameters.Description parameter : type.parameters().descriptions()) {
            parameters
                    .addObject()
                    .put("name", parameter.name())
                    .put("meaning", parameter.meaning())
                    .put("kind", parameter.kind())
                    .put("required", parameter.required());
        }
        return json;
    }
}
