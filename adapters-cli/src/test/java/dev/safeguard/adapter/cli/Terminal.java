package dev.safeguard.adapter.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands as somebody at a keyboard, or a script, would, and keeps what they print. */
final class Terminal {

    static final Instant WALL_CLOCK = Instant.parse("2026-07-01T08:00:00Z");

    final FakeComposition composition = new FakeComposition();
    final Map<String, String> env = new HashMap<>();
    String input = "";
    boolean outIsTerminal;
    boolean errIsTerminal;

    /** What happens while a command that looks again and again waits; when nothing is left, Ctrl-C does. */
    final List<Runnable> meanwhile = new ArrayList<>();

    final List<Duration> pauses = new ArrayList<>();

    /** What came of a command. */
    record Ran(int code, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    Ran run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                outIsTerminal,
                errIsTerminal,
                env);
        int code = SafeguardCli.run(composition, console, InstantSource.fixed(WALL_CLOCK), this::pause, args);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void pause(Duration length) throws InterruptedException {
        pauses.add(length);
        if (meanwhile.isEmpty()) {
            throw new InterruptedException();
        }
        meanwhile.removeFirst().run();
    }
}
