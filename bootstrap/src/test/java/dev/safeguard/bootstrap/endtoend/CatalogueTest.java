package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Console;
import dev.safeguard.adapter.cli.SafeguardCli;
import dev.safeguard.adapter.config.Configuration;
import dev.safeguard.adapter.config.ConfigurationReader;
import dev.safeguard.bootstrap.Main;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Everything under {@code examples} that is written to be copied. */
final class CatalogueTest {

    private static final Path EXAMPLES =
            Path.of(System.getProperty("safeguard.root", "..")).resolve("examples");
    private static final Path RUNBOOKS = EXAMPLES.resolve("runbooks");
    private static final Path GATEWAY = EXAMPLES.resolve("ai-gateway/safeguard.yaml");

    private static final Map<String, String> ELSEWHERE = Map.of("GATEWAY", "https://gateway.example:9443");

    @TestFactory
    Stream<DynamicTest> nothingIsWrongWithAnyOfThem() throws IOException {
        return Stream.concat(files(RUNBOOKS).stream(), Stream.of(GATEWAY, EXAMPLES.resolve("safeguard.yaml")))
                .map(file -> DynamicTest.dynamicTest(EXAMPLES.relativize(file).toString(), () -> {
                    assertEquals("0 []", validate(file, Map.of()));
                    assertEquals("0 []", validate(file, ELSEWHERE));
                }));
    }

    @Test
    void theyAreForAGatewayThatMayBeElsewhere() throws IOException {
        for (Path file : files(RUNBOOKS.resolve("gateway"))) {
            for (Step step : new ConfigurationReader(Map.of()).readRunbook(file).steps()) {
                assertTrue(step.with().get("url").startsWith("http://127.0.0.1:8080/admin/flags/"), step::toString);
            }
            for (Step step : new ConfigurationReader(ELSEWHERE).readRunbook(file).steps()) {
                assertTrue(step.with().get("url").startsWith("https://gateway.example:9443/admin/"), step::toString);
            }
            String printed = validate(file, Map.of("GATEWAY", "over there"));
            assertTrue(printed.startsWith("3 [SG-C016"), printed);
        }
    }

    @Test
    void everyStepSaysWhyItIsSafeAndHowItIsUndone() throws IOException {
        for (Path file : files(RUNBOOKS.resolve("gateway"))) {
            for (Step step : new ConfigurationReader(Map.of()).readRunbook(file).steps()) {
                assertTrue(step.because().contains("Undone by "), file + ": " + step);
            }
        }
    }

    @Test
    void theGatewayHasTheRunbooksOfTheCatalogue() throws IOException {
        Configuration gateway = new ConfigurationReader(Map.of()).read(GATEWAY);
        List<Runbook> catalogue = files(RUNBOOKS.resolve("gateway")).stream()
                .map(file -> new ConfigurationReader(Map.of()).readRunbook(file))
                .sorted(Comparator.comparing(Runbook::name))
                .toList();

        assertEquals(10, catalogue.size());
        assertEquals(
                catalogue,
                gateway.runbooks().stream()
                        .sorted(Comparator.comparing(Runbook::name))
                        .toList());
    }

    @Test
    void aRunbookIsFoundUnderItsName() throws IOException {
        for (Path file : files(RUNBOOKS)) {
            assertEquals(
                    file.getFileName().toString(),
                    new ConfigurationReader(Map.of()).readRunbook(file).name() + ".yaml");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
            assertTrue(found.size() > 1, folder + " holds " + found);
            return found;
        }
    }

    /** How validating ends, and the codes of what it finds. */
    private static String validate(Path file, Map<String, String> environment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit;
        try (PrintStream printed = new PrintStream(out, false, StandardCharsets.UTF_8)) {
            Console console = new Console(printed, printed, InputStream.nullInputStream(), false, false, environment);
            exit = SafeguardCli.run(
                    Main.composition(environment), console, "validate", file.toString(), "-o", "json");
        }
        List<String> codes = new Terminal.Printed(exit, out.toString(StandardCharsets.UTF_8), "")
                .items().stream().map(item -> item.get("code").asString()).toList();
        return exit + " " + codes;
    }
}
