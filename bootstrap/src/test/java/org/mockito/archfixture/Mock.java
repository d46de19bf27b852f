package org.mockito.archfixture;

/** Stands for the library that must not be there. */
public record Mock() {}
