package dev.safeguard.adapter.cli;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the command line reads and prints, and what it may know of its surroundings.
 *
 * @param out for data; flushed by who prints
 * @param err for messages and errors
 * @param outIsTerminal whether a human sees {@code out} as it is printed
 * @param errIsTerminal whether a human sees {@code err} as it is printed
 * @param env the environment variables
 */
public record Console(
        PrintStream out,
        PrintStream err,
        InputStream in,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> env) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    public Console {
        env = Map.copyOf(env);
    }

    /** The console of this process. What is printed is UTF-8 whatever the locale, as JSON has to be. */
    public static Console system() {
        return new Console(
                Output.of(FileDescriptor.out, DESCRIPTORS.resolve("1")),
                Output.of(FileDescriptor.err, DESCRIPTORS.resolve("2")),
                System.in,
                isTerminal(1),
                isTerminal(2),
                System.getenv());
    }

    /** Java knows only of both streams together; Linux tells them apart. */
    private static boolean isTerminal(int descriptor) {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return consoleIsTerminal();
        }
        try {
            String file = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)))
                    .toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
        } catch (IOException closed) {
            return false;
        }
    }

    /** From Java 22 on there is a console without a terminal too, and a method to ask. */
    @SuppressWarnings("SystemConsoleNull") // on Java 21 it is, and that is the answer there
    private static boolean consoleIsTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            return false;
        }
    }
}
