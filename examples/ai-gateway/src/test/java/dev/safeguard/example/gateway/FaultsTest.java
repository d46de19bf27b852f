package dev.safeguard.example.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.example.gateway.fake.Fault;
import dev.safeguard.example.gateway.load.LoadReport;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fault does what it says, and nothing once it is removed. */
class FaultsTest {

    @Test
    void withoutFaultEveryAnswerIsGood() {
        try (RunningGateway gateway = new RunningGateway()) {
            LoadReport report = gateway.load();

            assertEquals(40, report.good(), () -> report.bad().toString());
            assertEquals(40, report.requests());
            assertEquals(Map.of(), report.degraded());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "provider-5xx, provider-5xx",
        "provider-429, provider-429",
        "provider-hangs, provider-timeout",
        "provider-slow, provider-timeout",
        "vector-store-full, retrieval",
        "retrieval-degraded, retrieval",
        "bad-deploy, own-code",
        "prompt-regression, quality",
        "pii-leak, pii",
    })
    void faultMakesAnswersBadInItsKind(String fault, String kind) {
        try (RunningGateway gateway = new RunningGateway("--provider-timeout=1s", "--slow=5s")) {
            gateway.load(); // so that nothing times out for want of compiled code
            long before = gateway.metrics().of(bad(kind));

            LoadReport broken = gateway.fault(fault, "1").load();
            long after = gateway.metrics().of(bad(kind));
            LoadReport healed = gateway.heal(fault).load();

            assertEquals(Map.of(kind, 40L), broken.bad(), fault);
            assertEquals(40, after - before);
            assertEquals(40, healed.good(), () -> healed.bad().toString());
        }
    }

    private static String bad(String kind) {
        return "gateway_answers_total{outcome=\"bad\",kind=\"" + kind + "\"}";
    }

    @Test
    void aShareOfAFaultStrikesAboutThatShare() {
        try (RunningGateway gateway = new RunningGateway()) {
            LoadReport report = gateway.fault("bad-deploy", "0.25").load("--rate=400", "--duration=1s");

            assertTrue(report.badTotal() > 60 && report.badTotal() < 140, () -> report.bad().toString());
        }
    }

    @Test
    void aWaveOfInjectionsIsBlockedInPartAndTellsThePromptInPart() {
        try (RunningGateway gateway = new RunningGateway()) {
            LoadReport report = gateway.fault("injection-wave", "1").load();
            OpenMetrics metrics = gateway.metrics();

            assertEquals(0, report.good());
            assertTrue(report.refused().get("injection") > 5, () -> report.refused().toString());
            assertTrue(report.bad().get("injection") > 5, () -> report.bad().toString());
            assertEquals(report.refusedTotal(), metrics.of("gateway_injection_verdicts_total{verdict=\"blocked\"}"));
            assertEquals(report.badTotal(), metrics.of("gateway_injection_verdicts_total{verdict=\"allowed\"}"));
        }
    }

    @Test
    void theLoadCanBringItsOwnInjections() {
        try (RunningGateway gateway = new RunningGateway()) {
            LoadReport report = gateway.load("--injections=1");

            assertEquals(Set.of("injection"), report.bad().keySet());
            assertEquals(Set.of("injection"), report.refused().keySet());
        }
    }

    @Test
    void aCostSpikeCostsMoreThanTheLimitAndTheCheapModelDoesNot() {
        try (RunningGateway gateway = new RunningGateway()) {
            gateway.load();
            BigDecimal calm = cost(gateway);
            assertEquals(0, over(gateway));

            gateway.fault("cost-spike", "1").load();
            BigDecimal spike = cost(gateway).subtract(calm);
            long over = over(gateway);
            LoadReport cheap = gateway.flag("cheap-model", "on").load();

            assertTrue(spike.compareTo(calm.multiply(BigDecimal.TEN)) > 0, spike + " after " + calm);
            assertEquals(40, over);
            assertEquals(40, over(gateway));
            assertEquals(Map.of("cheap-model", 40L), cheap.degraded());
        }
    }

    private static BigDecimal cost(RunningGateway gateway) {
        return gateway.metrics().samples().get("gateway_cost_dollars_total");
    }

    private static long over(RunningGateway gateway) {
        return gateway.metrics().of("gateway_cost_verdicts_total{verdict=\"over\"}");
    }

    @Test
    void aFullStoreTakesNoDocument() {
        try (RunningGateway gateway = new RunningGateway("--store-capacity=19")) {
            String document = "{\"id\": \"%s\", \"text\": \"The night lamp glows until sunrise.\"}";
            gateway.fault("vector-store-full", "0.1");
            assertEquals(507, gateway.send("POST", "/v1/documents", document.replace("%s", "a")).statusCode());

            gateway.heal("vector-store-full");
            assertEquals(201, gateway.send("POST", "/v1/documents", document.replace("%s", "a")).statusCode());
            assertEquals(200, gateway.send("POST", "/v1/documents", document.replace("%s", "a")).statusCode());
            assertEquals(507, gateway.send("POST", "/v1/documents", document.replace("%s", "b")).statusCode());

            assertEquals(
                    "The night lamp glows until sunrise.\nSources: [1]",
                    RunningGateway.answer(gateway.ask("Does the night lamp glow until sunrise?")));
        }
    }

    @Test
    void everyFaultIsListedWithItsShare() {
        try (RunningGateway gateway = new RunningGateway()) {
            gateway.fault("pii-leak", "0.5");

            String list = gateway.send("GET", "/admin/faults", "").body();

            assertTrue(list.contains("{\"name\":\"pii-leak\",\"share\":0.5,"), list);
            for (String label : Arrays.stream(Fault.values()).map(Fault::label).collect(Collectors.toSet())) {
                assertTrue(list.contains("{\"name\":\"" + label + "\","), list);
            }
        }
    }
}
