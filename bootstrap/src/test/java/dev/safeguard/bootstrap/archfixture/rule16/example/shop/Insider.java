package dev.safeguard.bootstrap.archfixture.rule16.example.shop;

import dev.safeguard.bootstrap.archfixture.rule16.domain.slo.Slo;
import org.slf4j.Logger;

interface Insider {
    Slo slo();

    Logger log();
}
