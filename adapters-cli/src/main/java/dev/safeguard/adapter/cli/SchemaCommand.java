package dev.safeguard.adapter.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code safeguard schema}: what may be written into a configuration, for editors. */
@Command(
        name = "schema",
        header = "Print the JSON Schema of safeguard.yaml, with which editors complete and check it.",
        footer = {
            "  safeguard schema > safeguard.schema.json",
            "  safeguard schema -o json                    in the envelope that every command has"
        },
        description = "An editor finds it by the first line of the configuration:"
                + " # yaml-language-server: $$schema=safeguard.schema.json")
final class SchemaCommand implements Callable<Integer> {

    private final Invocation call;

    SchemaCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        String schema = call.composition().configurations().schema();
        if (call.json()) {
            try (Json.Document document = call.document("Schema", call.wallClock())) {
                document.add(Json.read(schema));
            }
        } else {
            call.out().print(schema);
        }
        return Exit.DONE.code();
    }
}
