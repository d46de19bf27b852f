package dev.safeguard.bootstrap.archfixture.rule04.bootstrap;

public record Wiring() {}
