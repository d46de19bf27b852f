package dev.safeguard.bootstrap.archfixture.rule03.domain.slo;

record Slo() {}
