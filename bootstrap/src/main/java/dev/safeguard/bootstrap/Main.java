package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.Composition;
import dev.safeguard.adapter.cli.SafeguardCli;
import java.util.Map;

/** Where Safeguard starts. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        SafeguardCli.runAndExit(composition(System.getenv()), args);
    }

    /** Everything assembled by the choices of these environment variables and of the command's options. */
    public static Composition composition(Map<String, String> environment) {
        leaveOutWhatNobodyUses();
        return new GuiceComposition(environment);
    }

    /** Libraries do these things when they are first used, and most commands are over sooner than all of them. */
    private static void leaveOutWhatNobodyUses() {
        // Provider lambdas need no generated classes.
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
        // Jdbi announces its statements to Flight Recorder, which gets ready for them whether it records or not. One
        // that the JVM was started with is ready before this, and records.
        System.setProperty("jfr.unsupported.vm", "true");
        // Looking for what is not there opens every jar: classes of Groovy, and other places to log to.
        System.setProperty("picocli.disable.closures", "true");
        System.setProperty("slf4j.provider", Logging.class.getName());
        // Else it tells everybody that it found the one it was given.
        System.setProperty("slf4j.internal.verbosity", "WARN");
    }
}
