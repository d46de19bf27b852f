package dev.safeguard.bootstrap.archfixture.rule15.domain.slo;

import org.mockito.archfixture.Mock;

interface SomeTest {
    Mock mock();
}
