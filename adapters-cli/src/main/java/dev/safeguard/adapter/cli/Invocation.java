package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** One call of the command line: what it works on, where it prints, and how. */
final class Invocation {

    private static final int USUAL_COLUMNS = 120;

    /** Lets time pass, for who looks again and again. */
    @FunctionalInterface
    interface Pause {
        void take(Duration length) throws InterruptedException;
    }

    private final Composition composition;
    private final Console console;
    private final InstantSource wallClock;
    private final Pause pause;
    private final Options options;

    Invocation(Composition composition, Console console, InstantSource wallClock, Pause pause, Options options) {
        this.composition = composition;
        this.console = console;
        this.wallClock = wallClock;
        this.pause = pause;
        this.options = options;
    }

    Composition composition() {
        return composition;
    }

    Console console() {
        return console;
    }

    PrintStream out() {
        return console.out();
    }

    boolean json() {
        return options.output == Format.JSON;
    }

    boolean quiet() {
        return options.quiet;
    }

    boolean verbose() {
        return options.verbose;
    }

    /** The time where nothing has a clock of its own. */
    Instant wallClock() {
        return wallClock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    void pause(Duration length) throws InterruptedException {
        pause.take(length);
    }

    Paint paint() {
        return new Paint(options.color.isOn(console.outIsTerminal(), console.env()));
    }

    Paint errorPaint() {
        return new Paint(options.color.isOn(console.errIsTerminal(), console.env()));
    }

    /** How long lines may be: as wide as the terminal, and without end for programs that read lines. */
    int columns() {
        if (!console.outIsTerminal()) {
            return Integer.MAX_VALUE;
        }
        String columns = console.env().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    }

    Where where() {
        options.config.ifPresent(Invocation::mustBeReadable);
        return new Where(options.config, options.state);
    }

    Desk open() {
        Where where = where();
        return given(() -> composition.open(where));
    }

    Json.Document document(String kind, Instant generatedAt) {
        return new Json.Document(out(), kind, generatedAt);
    }

    void print(String line) {
        out().print(line + "\n");
    }

    /** A message beside the data. */
    void note(String message) {
        if (!options.quiet) {
            console.err().print("safeguard: " + Show.line(message) + "\n");
            console.err().flush();
        }
    }

    /** Says what the answers are about, since what is simulated says so; in JSON the caller asked for data alone. */
    void noteOrigin(Desk desk) {
        if (!json()) {
            note(desk.origin() + " · " + desk.state());
        }
    }

    /** A command to run next, on the same configuration and state. */
    String next(String command) {
        return "safeguard " + command
                + options.config.map(file -> " --config " + quoted(file)).orElse("")
                + options.state.map(file -> " --state " + quoted(file)).orElse("");
    }

    static String quoted(Path file) {
        String text = file.toString();
        return text.matches("[\\w./:@%+,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Does something with values of the command line; one that the domain refuses is the user's to put right. */
    static <T> T given(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            throw new UsageException(List.of(Code.BAD_VALUE.problem(message)));
        }
    }

    static void mustBeReadable(Path file) {
        if (!Files.exists(file)) {
            throw Code.UNREADABLE.refusal("there is no file " + file, "check the path");
        }
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw Code.UNREADABLE.refusal(
                    file + (Files.isDirectory(file) ? " is a folder" : " may not be read"), "name a file that can be read");
        }
    }

    /** Refuses to write over a state, or over any other SQLite database, which no export was ever meant to replace. */
    static void mustNotBeADatabase(Path file) {
        if (Files.isRegularFile(file) && startsLikeADatabase(file)) {
            throw Code.BAD_VALUE.refusal(
                    file + " is a database, such as a state file, and is not written over", "name another file");
        }
    }

    private static boolean startsLikeADatabase(Path file) {
        byte[] mark = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
        try (InputStream content = Files.newInputStream(file)) {
            return Arrays.equals(content.readNBytes(mark.length), mark);
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " cannot be looked at before it is written over", failure);
        }
    }

    /** Reports what went wrong, a line for each problem, and answers with the exit code. */
    int report(Failure failure, boolean asJson) {
        for (UsageException.Problem problem : failure.problems()) {
            console.err().print((asJson ? Json.write(json(problem)) : line(problem)) + "\n");
            if (!asJson && !quiet()) {
                problem.details().forEach(detail -> console.err().print("  " + detail + "\n"));
            }
        }
        console.err().flush();
        return failure.exit().code();
    }

    int report(Exit exit, UsageException.Problem problem) {
        return report(new Failure(exit, List.of(problem)), json());
    }

    private String line(UsageException.Problem problem) {
        StringBuilder line = new StringBuilder(errorPaint().error("error:")).append(' ');
        problem.file().ifPresent(file -> {
            line.append(Show.line(file));
            problem.line().ifPresent(number -> line.append(':').append(number));
            problem.column().ifPresent(number -> line.append(':').append(number));
            line.append(": ");
        });
        line.append(Show.line(problem.message()));
        problem.suggestion().ifPresent(suggestion -> line.append("; ").append(Show.line(suggestion)));
        return line.append("  [").append(problem.code()).append(']').toString();
    }

    private static ObjectNode json(UsageException.Problem problem) {
        ObjectNode json = Json.object().put("code", problem.code());
        Json.putOrNull(json, "file", problem.file());
        json.put("line", problem.line().orElse(null));
        json.put("column", problem.column().orElse(null));
        json.put("message", problem.message());
        Json.putOrNull(json, "suggestion", problem.suggestion());
        if (!problem.details().isEmpty()) {
            problem.details().forEach(json.putArray("details")::add);
        }
        return json;
    }
}
