package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.adapter.cli.Console;
import dev.safeguard.adapter.cli.SafeguardCli;
import dev.safeguard.bootstrap.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Types commands, on a state file in a folder of its own. */
final class Terminal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    Terminal(Path folder) {
        this.folder = folder;
    }

    Path state() {
        return folder.resolve("demo.db");
    }

    /** What a command printed, and how it ended. */
    record Printed(int exit, String out, String err) {

        Printed expect(int code) {
            assertEquals(code, exit, () -> "exit code; printed:\n" + out + err);
            return this;
        }

        JsonNode json() {
            return JSON.readTree(out);
        }

        List<JsonNode> items() {
            List<JsonNode> items = new ArrayList<>();
            json().get("items").forEach(items::add);
            return items;
        }

        List<JsonNode> items(String event) {
            return items().stream().filter(is(event)).toList();
        }

        /** The outcomes of the steps, in order. */
        List<String> outcomes() {
            return items("step").stream()
                    .map(item -> item.get("data").get("outcome").asString())
                    .toList();
        }

        private static Predicate<JsonNode> is(String event) {
            return item -> item.get("event").asString().equals(event);
        }
    }

    /** Runs a command on this terminal's state. */
    Printed type(String... words) {
        List<String> args = new ArrayList<>(List.of(words));
        args.addAll(List.of("--state", state().toString()));
        return typeAsIs(args.toArray(String[]::new));
    }

    /** Runs a command without naming a state. */
    static Printed typeAsIs(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit;
        try (PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
                PrintStream errStream = new PrintStream(err, false, StandardCharsets.UTF_8)) {
            Console console =
                    new Console(outStream, errStream, InputStream.nullInputStream(), false, false, Map.of());
            exit = SafeguardCli.run(Main.composition(Map.of()), console, args);
        }
        return new Printed(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Path file(String name, String... lines) {
        try {
            return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }
}
