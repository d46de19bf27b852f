/**
 * The only place that knows everything: {@code main}, one Guice module for each adapter, and the choice between them.
 * No rule and no format lives here.
 */
@NullMarked
package dev.safeguard.bootstrap;

import org.jspecify.annotations.NullMarked;
