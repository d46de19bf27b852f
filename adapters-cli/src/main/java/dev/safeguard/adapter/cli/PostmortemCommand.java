package dev.safeguard.adapter.cli;

import dev.safeguard.domain.incident.IncidentId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code safeguard postmortem}: what there is to learn from an incident. */
@Command(
        name = "postmortem",
        header = "Draw up the blameless postmortem of an incident, from its timeline and its measurements.",
        footer = {
            "  safeguard postmortem INC-1            as Markdown, on standard output",
            "  safeguard postmortem INC-1 --write    into the folder for postmortems"
        })
final class PostmortemCommand implements Callable<Integer> {

    private final Invocation call;

    @Parameters(arity = "1", paramLabel = "ID", description = "The incident, such as INC-1.")
    private Optional<IncidentId> id = Optional.empty();

    @Option(names = "--write", description = "Write it into the folder for postmortems, and print the path.")
    private boolean write;

    PostmortemCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        IncidentId incident = id.orElseThrow();
        try (Desk desk = call.open()) {
            Optional<Path> file = write
                    ? Optional.of(desk.postmortems().get().write(incident, desk.postmortemFolder()))
                    : Optional.empty();
            if (call.json()) {
                printJson(desk, incident, file);
            } else if (file.isPresent()) {
                call.noteOrigin(desk);
                call.print(file.get().toString());
            } else {
                call.noteOrigin(desk);
                call.out().print(desk.postmortems().get().render(incident));
            }
            return Exit.DONE.code();
        }
    }

    private void printJson(Desk desk, IncidentId incident, Optional<Path> file) {
        ObjectNode json = Json.object()
                .put("incident", incident.toString())
                .put("markdown", desk.postmortems().get().render(incident));
        file.ifPresent(path -> json.put("file", path.toString()));
        try (Json.Document document = call.document("Postmortem", desk.clock().now())) {
            document.add(json);
        }
    }
}
