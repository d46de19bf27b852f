package dev.safeguard.bootstrap.archfixture.rule10.application.shift;

public record RunShift() {}
