package dev.safeguard.bootstrap.archfixture.rule13.domain.slo;

record Slo() {}
