package dev.safeguard.example.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.example.gateway.load.LoadReport;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is counted is what happened, once each, and is told in the format that it says. */
class MetricsTest {

    @Test
    void countsOfEveryKindAddUpToTheRequestsWhateverGoesWrong() {
        try (RunningGateway gateway = new RunningGateway("--provider-timeout=5s")) {
            gateway.fault("provider-5xx", "0.2")
                    .fault("provider-429", "0.1")
                    .fault("bad-deploy", "0.1")
                    .fault("pii-leak", "0.1")
                    .fault("prompt-regression", "0.1")
                    .fault("injection-wave", "0.1")
                    .fault("retrieval-degraded", "0.1")
                    .flag("load-shedding", "on");

            LoadReport report = gateway.load("--rate=500", "--duration=2s");
            gateway.send("POST", "/v1/chat/completions", "nonsense");
            OpenMetrics metrics = gateway.metrics();

            long answers = metrics.sum("gateway_answers_total");
            assertEquals(1_001, metrics.of("gateway_requests_total"));
            assertEquals(1_001, answers + metrics.sum("gateway_refused_total"));
            assertEquals(report.good(), metrics.of("gateway_answers_total{outcome=\"good\"}"));
            report.bad().forEach((kind, count) -> assertEquals(
                    count, metrics.of("gateway_answers_total{outcome=\"bad\",kind=\"" + kind + "\"}"), kind));
            report.refused().forEach((reason, count) -> assertEquals(
                    count, metrics.of("gateway_refused_total{reason=\"" + reason + "\"}"), reason));
            assertEquals(1, metrics.of("gateway_refused_total{reason=\"bad-request\"}"));
            assertEquals(
                    Set.of("provider-5xx", "provider-429", "own-code", "pii", "quality", "injection", "retrieval"),
                    report.bad().keySet());

            assertEquals(answers, metrics.of("gateway_answer_duration_seconds_count"));
            assertEquals(answers, metrics.of("gateway_answer_duration_seconds_bucket{le=\"+Inf\"}"));
            assertEquals(answers, metrics.sum("gateway_cost_verdicts_total"));
            assertEquals(
                    1_000 - report.refused().get("shed"), metrics.sum("gateway_injection_verdicts_total"));
        }
    }

    @Test
    void everySeriesIsThereFromTheStart() {
        try (RunningGateway gateway = new RunningGateway("--build=broken")) {
            OpenMetrics metrics = gateway.metrics();

            for (ErrorKind kind : ErrorKind.values()) {
                assertEquals(0, metrics.of("gateway_answers_total{outcome=\"bad\",kind=\"" + kind.label() + "\"}"));
            }
            assertEquals(1, metrics.of("gateway_build_info{build=\"broken\"}"));
            assertEquals(18, metrics.of("gateway_vector_store_documents"));
            assertEquals("counter", metrics.types().get("gateway_answers"));
        }
    }

    @Test
    void theFormatIsNamedInTheContentType() {
        try (RunningGateway gateway = new RunningGateway()) {
            HttpResponse<String> response = gateway.send("GET", "/metrics", "");

            assertEquals(
                    Optional.of("application/openmetrics-text; version=1.0.0; charset=utf-8"),
                    response.headers().firstValue("Content-Type"));
            assertEquals(405, gateway.send("POST", "/metrics", "").statusCode());
        }
    }

    @Test
    void bucketsOfTheHistogramIncludeTheirUpperBound() {
        Metrics metrics = new Metrics(Build.FIXED, 1, () -> 0, new VectorStore(1));
        metrics.count(new Outcome.Failed(ErrorKind.LATE, Outcome.Usage.NONE), Duration.ofSeconds(1));
        metrics.count(new Outcome.Failed(ErrorKind.LATE, Outcome.Usage.NONE), Duration.ofNanos(1_000_000_001));
        metrics.count(new Outcome.Failed(ErrorKind.LATE, Outcome.Usage.NONE), Duration.ofMinutes(1));

        OpenMetrics told = OpenMetrics.parse(metrics.render());

        assertEquals(0, told.of("gateway_answer_duration_seconds_bucket{le=\"0.5\"}"));
        assertEquals(1, told.of("gateway_answer_duration_seconds_bucket{le=\"1.0\"}"));
        assertEquals(2, told.of("gateway_answer_duration_seconds_bucket{le=\"2.0\"}"));
        assertEquals(3, told.of("gateway_answer_duration_seconds_bucket{le=\"+Inf\"}"));
        assertTrue(metrics.render().contains("gateway_answer_duration_seconds_sum 62.000000001\n"));
    }
}
