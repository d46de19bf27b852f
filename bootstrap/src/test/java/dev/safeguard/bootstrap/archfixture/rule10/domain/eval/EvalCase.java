package dev.safeguard.bootstrap.archfixture.rule10.domain.eval;

public record EvalCase() {}
