package dev.safeguard.bootstrap.archfixture.rule16.domain.slo;

public interface Slo {}
