package dev.safeguard.bootstrap.archfixture.rule09.application.port;

/** Nobody has thought of it. */
public interface Forgotten {}
