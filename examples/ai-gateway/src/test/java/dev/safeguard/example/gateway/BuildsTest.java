package dev.safeguard.example.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.example.gateway.load.LoadReport;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixed build recovers where the flag is set, the broken one takes the flag and does not. */
class BuildsTest {

    private static final String FIXED = "--build=fixed";
    private static final String BROKEN = "--build=broken";

    @ParameterizedTest
    @ValueSource(strings = {"provider-5xx", "provider-hangs"})
    void fixedBuildRecoversWithTheFallback(String fault) {
        try (RunningGateway gateway = new RunningGateway(FIXED, "--provider-timeout=1s")) {
            gateway.load();
            assertEquals(0, gateway.fault(fault, "1").load().good());

            LoadReport report = gateway.flag("fallback", "on").load();

            assertEquals(40, report.good(), () -> report.bad().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"provider-5xx, provider-5xx, 15s", "provider-hangs, no-answer, 500ms"})
    void brokenBuildTakesTheFlagAndStaysBad(String fault, String kind, String timeout) {
        try (RunningGateway gateway = new RunningGateway(BROKEN)) {
            gateway.load();
            assertEquals(0, gateway.fault(fault, "1").load("--timeout=" + timeout).good());

            gateway.flag("fallback", "on");

            assertEquals("on", RunningGateway.json(gateway.send("GET", "/admin/flags/fallback", "")).text("value").orElse(""));
            assertEquals(Map.of(kind, 40L), gateway.load("--timeout=" + timeout).bad());
            assertEquals(0, gateway.metrics().sum("gateway_provider_calls_total{provider=\"fallback\""));
        }
    }

    @Test
    void brokenBuildWaitsUntilTheConnectionBreaks() {
        try (RunningGateway gateway = new RunningGateway(BROKEN, "--hang=100ms")) {
            assertEquals(
                    Map.of("provider-connection", 40L),
                    gateway.fault("provider-hangs", "1").load().bad());
        }
    }

    @Test
    void fixedBuildAnswersSlowProvidersWithAnErrorAndBrokenBuildLate() {
        String[] options = {"--slow=700ms", "--good-within=500ms", "--provider-timeout=300ms", FIXED};
        try (RunningGateway gateway = new RunningGateway(options)) {
            gateway.load();
            assertEquals(Map.of("provider-timeout", 40L), gateway.fault("provider-slow", "1").load().bad());
        }
        options[3] = BROKEN;
        try (RunningGateway gateway = new RunningGateway(options)) {
            LoadReport report = gateway.fault("provider-slow", "1").load();
            assertEquals(Map.of("late", 40L), report.bad());
        }
    }

    @Test
    void fixedBuildRefusesToWaitBeyondItsLimitAndBrokenBuildDoesNot() {
        try (RunningGateway gateway = new RunningGateway(FIXED, "--max-in-flight=5", "--provider-timeout=10s")) {
            LoadReport report = gateway.fault("provider-hangs", "1").load("--timeout=2s");
            assertEquals(35, report.bad().get("overloaded"));
        }
        try (RunningGateway gateway = new RunningGateway(BROKEN, "--max-in-flight=5")) {
            gateway.fault("provider-hangs", "1").load("--timeout=2s");
            assertEquals(41, gateway.metrics().of("gateway_in_flight"));
        }
    }

    @Test
    void theFallbackHasACapacityOfItsOwn() {
        try (RunningGateway gateway = new RunningGateway(FIXED, "--fallback-capacity=0")) {
            LoadReport report = gateway.fault("provider-5xx", "1").flag("fallback", "on").load();

            assertEquals(Map.of("provider-429", 40L), report.bad());
            assertTrue(gateway.metrics().sum("gateway_provider_calls_total{provider=\"fallback\"") >= 40);
        }
    }
}
