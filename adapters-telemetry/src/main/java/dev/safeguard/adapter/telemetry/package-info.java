/**
 * Where event counts come from and go to: histories in files, and metric systems. What is read here is checked here, so
 * that nothing malformed goes further in; what the counts mean is the domain's business.
 */
@NullMarked
package dev.safeguard.adapter.telemetry;

import org.jspecify.annotations.NullMarked;
