package dev.safeguard.adapter.cli;

import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.runbook.AutomationPause;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code safeguard automation}: the kill switch. */
@Command(
        name = "automation",
        header = "Stop everything that is done by itself, at once, and let it go on again.",
        footer = {
            "  safeguard automation pause the flags are being moved",
            "  safeguard automation status",
            "  safeguard automation resume"
        },
        description = {
            "While it is paused no runbook begins, goes on or takes anything off by itself, on any service, whatever is",
            "restarted meanwhile. Measuring and paging go on, and what a human orders is still done."
        })
final class AutomationCommands {

    private final Invocation call;

    AutomationCommands(Invocation call) {
        this.call = call;
    }

    @Command(
            name = "pause",
            header = "Stop everything that is done by itself.",
            footer = "  safeguard automation pause the flags are being moved")
    int pause(
            @Parameters(arity = "1..*", paramLabel = "REASON", description = "Why.") List<String> reason,
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        Actor human = IncidentCommands.human(call, by);
        String why = String.join(" ", reason).strip();
        if (why.isEmpty()) {
            throw Code.BAD_VALUE.refusal("REASON: must not be empty", "say it in a few words");
        }
        try (Desk desk = call.open()) {
            return show(desk, Optional.of(desk.automation().pause(human, why)));
        }
    }

    @Command(name = "resume", header = "Let it go on.", footer = "  safeguard automation resume --by ana")
    int resume(
            @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
                    Optional<String> by) {
        Actor human = IncidentCommands.human(call, by);
        try (Desk desk = call.open()) {
            desk.automation().resume(human);
            return show(desk, desk.automation().status());
        }
    }

    @Command(
            name = "status",
            header = "Say whether it is paused, by whom and why.",
            footer = {"  safeguard automation status", "  safeguard automation status -o json"})
    int status() {
        try (Desk desk = call.open()) {
            return show(desk, desk.automation().status());
        }
    }

    private int show(Desk desk, Optional<AutomationPause> pause) {
        if (call.json()) {
            try (Json.Document document = call.document("Automation", desk.clock().now())) {
                ObjectNode json = Json.object().put("paused", pause.isPresent());
                Json.putOrNull(json, "by", pause.map(AutomationPause::by));
                Json.putOrNull(json, "reason", pause.map(AutomationPause::reason));
                Json.putOrNull(json, "since", pause.map(AutomationPause::since));
                document.add(json);
            }
        } else {
            call.noteOrigin(desk);
            call.print(pause.map(pulled ->
                            Show.line(pulled.sentence()) + " · since " + Show.minute(pulled.since()) + " UTC")
                    .orElse("automation is on"));
        }
        return Exit.DONE.code();
    }
}
