/**
 * The command line: parse, call a use case, render. It decides nothing about SLOs or incidents, and knows no other
 * adapter: what it needs assembled it asks {@link dev.safeguard.adapter.cli.Composition} for.
 */
@NullMarked
package dev.safeguard.adapter.cli;

import org.jspecify.annotations.NullMarked;
