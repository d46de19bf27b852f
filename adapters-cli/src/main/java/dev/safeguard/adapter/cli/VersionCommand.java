package dev.safeguard.adapter.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code safeguard version}. */
@Command(name = "version", header = "Show the version.", footer = "  safeguard version -o json")
final class VersionCommand implements Callable<Integer> {

    private final Invocation call;

    VersionCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        String version = call.composition().version();
        if (call.json()) {
            try (Json.Document document = call.document("Version", call.wallClock())) {
                document.add(Json.object().put("version", version));
            }
        } else {
            call.print("safeguard " + version);
        }
        return Exit.DONE.code();
    }
}
