package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.Composition;
import dev.safeguard.adapter.cli.SafeguardCli;
import java.util.Map;

/** Where Safeguard starts. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        prepare();
        SafeguardCli.runAndExit(composition(System.getenv()), args);
    }

    static void prepare() {
        // Provider lambdas need no generated classes, and generating them costs start-up time.
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
    }

    /** Everything assembled by the choices of these environment variables and of the command's options. */
    public static Composition composition(Map<String, String> environment) {
        return new GuiceComposition(environment);
    }
}
