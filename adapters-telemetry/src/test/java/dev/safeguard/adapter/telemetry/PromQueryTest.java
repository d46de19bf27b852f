package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.RefusedQueryException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PromQueryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "answers_total                              | answers_total                  | false",
                " answers_total{ok=\"true\"} # the good     | answers_total{ok=\"true\"}     | false",
                "{__name__=~\"answers_.*\"}                 | {__name__=~\"answers_.*\"}     | false",
                "job:answers:total{path='/a)[5m]'}          | job:answers:total{path='/a)[5m]'} | false",
                "sum(answers_total)                         | answers_total                  | true",
                "sum by (slo, job) (answers_total{a=\"b\"}) | answers_total{a=\"b\"}         | true",
                "sum(answers_total{by=\"(\"}) without (pod) | answers_total{by=\"(\"}        | true",
            })
    void whatSelectsCountersIsCountedHere(String query, String selector, boolean summed) {
        assertEquals(new PromQuery.Counter(query, selector, summed), PromQuery.of(query, MINUTE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sum(increase(a[$window]))                   | sum(increase(a[60s]))                 | true",
                "sum_over_time(sli_total[$window])           | sum_over_time(sli_total[59s999ms])    | false",
                "sum(sum_over_time((a + b)[$window:10s]))    | sum(sum_over_time((a + b)[59s999ms:10s])) | false",
                "rate(a{x=\"[$window]\"}[$window]) * 60      | rate(a{x=\"[$window]\"}[60s]) * 60    | true",
                "increase(a[ $window ] offset $window)       | increase(a[ 60s ] offset 60s)         | true",
                "sum_over_time(sli_total[59s])               | sum_over_time(sli_total[59s])         | false",
                "sum(increase(a[1m]))                        | sum(increase(a[1m]))                  | true",
            })
    void anythingElseIsEvaluatedForEveryBucket(String query, String evaluated, boolean extrapolated) {
        assertEquals(new PromQuery.Expression(query, evaluated, extrapolated), PromQuery.of(query, MINUTE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                           | is empty",
                "sum(a) + sum(b)              | does not say which events are of a bucket",
                "a offset 5m                  | does not say which events are of a bucket",
                "sum(increase(a[5m]))         | looks at [5m] for every bucket of 1m",
                "sum_over_time(a[30s])        | looks at [30s] for every bucket of 1m",
                "sum(rate(a[$window]))        | is of events a second",
            })
    void whatCannotBeTheCountOfABucketIsRefused(String query, String reason) {
        RefusedQueryException refused = assertThrows(RefusedQueryException.class, () -> PromQuery.of(query, MINUTE));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a{", "sum(", ")", "\"", "[", "by", "sum by (", "a[$window", "a[$window]]]", "`'\"", "sum()"})
    void brokenQueriesAreLeftToPrometheusOrRefused(String query) {
        try {
            assertEquals(query, PromQuery.of(query, MINUTE).text());
        } catch (RefusedQueryException refused) {
            assertTrue(refused.getMessage().contains(query), refused.getMessage());
        }
    }

    @Test
    void theWindowIsAsLongAsABucket() {
        PromQuery query = PromQuery.of("sum_over_time(a[$window]) + increase(b[$window])", Duration.ofMinutes(5));
        assertEquals(
                new PromQuery.Expression(
                        "sum_over_time(a[$window]) + increase(b[$window])",
                        "sum_over_time(a[299s999ms]) + increase(b[300s])",
                        true),
                query);
    }
}
