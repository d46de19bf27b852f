package dev.safeguard.example.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.example.gateway.load.LoadDriver;
import dev.safeguard.example.gateway.load.LoadOptions;
import dev.safeguard.example.gateway.plain.BadArgumentsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two commands as processes, and their command lines. */
class CommandLineTest {

    @TempDir
    Path folder;

    @Test
    void theGatewaySaysWhereItListensAndStopsInGoodOrder() throws IOException, InterruptedException {
        Path portFile = folder.resolve("port");
        Process process = start(Gateway.class, "--port", "0", "--port-file", portFile.toString());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String first = out.readLine();
            assertTrue(first.matches("listening on http://127\\.0\\.0\\.1:[0-9]+"), first);
            assertTrue(out.readLine().contains("fake"));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while ((!Files.exists(portFile) || Files.size(portFile) == 0) && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertEquals(first.replaceFirst(".*:", ""), Files.readString(portFile).strip());

            process.destroy();

            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertFalse(Files.exists(portFile));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void wrongOptionsEndWithOneLineAndTwo() throws IOException, InterruptedException {
        for (Class<?> command : List.of(Gateway.class, LoadDriver.class)) {
            Process process = start(command, "--prot", "1");
            List<String> errors = process.errorReader(StandardCharsets.UTF_8).lines().toList();

            assertEquals(2, process.waitFor());
            assertEquals(1, errors.size(), errors::toString);
            assertTrue(errors.getFirst().endsWith(": unknown option --prot; --help lists the options"), errors::toString);
        }
    }

    private static Process start(Class<?> command, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Path.of("target", "classes").toString(),
                command.getName()));
        line.addAll(List.of(args));
        return new ProcessBuilder(line).start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port", "--port=x", "--port=65536", "--port=-1", "--build=new", "serve", "--slow=0s", "--slow=5", "--port=1 --port=2",
                "--fastest=2s", "--host=0.0.0.0", "--admin-token-file=/nonexistent/file", "--store-capacity=1", "--port-file="
            })
    void whatTheGatewayCannotFollowIsRefused(String line) {
        assertThrows(BadArgumentsException.class, () -> GatewayOptions.parse(line.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rate=0", "--rate=x", "--duration=1", "--duration=99999999h", "--injections=1.1", "--url=localhost:80", "--url=ftp://x",
                "--bucket=1500ms", "-o=yaml", "-o yaml", "--slo=a,b", "--rate=100000 --duration=1h"
            })
    void whatTheLoadCannotFollowIsRefused(String line) {
        assertThrows(BadArgumentsException.class, () -> LoadOptions.parse(line.split(" ", -1)));
    }

    @Test
    void bothWaysToGiveAValueAreRead() {
        GatewayOptions options = GatewayOptions.parse("--port", "81", "--build=broken", "--provider-timeout", "250ms");

        assertEquals(81, options.port());
        assertEquals(Build.BROKEN, options.build());
        assertEquals(250, options.providerTimeout().toMillis());
        assertEquals("127.0.0.1", options.host());
        assertTrue(LoadOptions.parse("-o", "json").isJson());
    }
}
