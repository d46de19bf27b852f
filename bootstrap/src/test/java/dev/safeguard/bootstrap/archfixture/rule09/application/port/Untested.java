package dev.safeguard.bootstrap.archfixture.rule09.application.port;

/** Has everything but tests. */
public interface Untested {}
