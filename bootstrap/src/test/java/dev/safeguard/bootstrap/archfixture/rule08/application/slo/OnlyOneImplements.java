package dev.safeguard.bootstrap.archfixture.rule08.application.slo;

public interface OnlyOneImplements {}
