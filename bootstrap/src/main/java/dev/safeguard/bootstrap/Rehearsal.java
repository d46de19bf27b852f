package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.Composition;
import dev.safeguard.adapter.cli.Console;
import dev.safeguard.adapter.cli.SafeguardCli;
import dev.safeguard.adapter.persistence.SqliteLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Goes through the commands once, in an empty directory, so that the JVM can write down which classes they need in
 * which form. The launcher does this after a build; nothing else starts here.
 */
public final class Rehearsal {

    private static final List<String> COMMANDS = List.of(
            "shift",
            "status",
            "status -o json",
            "incident list",
            "incident show INC-1",
            "postmortem INC-1",
            "eval list",
            "budget",
            "replay",
            "explain chat-answers",
            "--help",
            "status --help",
            "no-such-command");

    private Rehearsal() {}

    /** Takes a folder to put SQLite's library into, on the way. Ends the process as a command does. */
    public static void main(String[] args) throws IOException {
        Path library = Path.of(args[0]);
        SqliteLibrary.unpack(library);
        System.setProperty("org.sqlite.lib.path", library.toString());
        Composition composition = Main.composition(System.getenv());
        for (String command : COMMANDS) {
            SafeguardCli.run(composition, Console.system(), command.split(" "));
        }
        SafeguardCli.runAndExit(composition, "version");
    }
}
