package dev.safeguard.bootstrap.archfixture.rule07.adapter.telemetry;

import dev.safeguard.bootstrap.archfixture.rule07.application.slo.EvaluateSlo;

interface PollingMetricSource {
    EvaluateSlo useCase();
}
