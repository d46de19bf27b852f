package dev.safeguard.bootstrap.archfixture.rule11.domain.slo;

class Open {}
