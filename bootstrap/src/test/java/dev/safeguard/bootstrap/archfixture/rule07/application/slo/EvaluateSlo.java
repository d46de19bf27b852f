package dev.safeguard.bootstrap.archfixture.rule07.application.slo;

public final class EvaluateSlo {}
