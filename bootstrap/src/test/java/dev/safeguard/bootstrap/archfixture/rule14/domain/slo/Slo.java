package dev.safeguard.bootstrap.archfixture.rule14.domain.slo;

record Slo() {}
