package dev.safeguard.bootstrap.archfixture.rule15.domain.slo;

import org.junit.jupiter.api.Assertions;

record Slo() {
    static void test() {
        Assertions.fail();
    }
}
