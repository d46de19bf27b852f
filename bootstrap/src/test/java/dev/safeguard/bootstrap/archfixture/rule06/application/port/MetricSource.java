package dev.safeguard.bootstrap.archfixture.rule06.application.port;

import org.slf4j.Logger;

interface MetricSource {
    Logger log();
}
