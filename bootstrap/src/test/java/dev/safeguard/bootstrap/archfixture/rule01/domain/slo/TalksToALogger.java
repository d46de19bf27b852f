package dev.safeguard.bootstrap.archfixture.rule01.domain.slo;

import org.slf4j.Logger;

interface TalksToALogger {
    Logger log();
}
