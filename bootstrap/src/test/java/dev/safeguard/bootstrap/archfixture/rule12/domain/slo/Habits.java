package dev.safeguard.bootstrap.archfixture.rule12.domain.slo;

import jakarta.inject.Inject;
import java.util.Date;
import java.util.logging.Logger;

final class Habits {
    @Inject
    Logger log;

    Date date;

    static void fail() {
        throw new RuntimeException("something went wrong");
    }
}
