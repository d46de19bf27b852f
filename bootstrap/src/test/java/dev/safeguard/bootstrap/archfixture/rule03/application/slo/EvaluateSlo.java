package dev.safeguard.bootstrap.archfixture.rule03.application.slo;

import org.slf4j.Logger;

interface EvaluateSlo {
    Logger log();
}
