/**
 * Measurements of the engine and of the store: what they cost, beside what the machine could do at best. Whole commands
 * are measured from outside.
 */
@NullMarked
package dev.safeguard.benchmarks;

import org.jspecify.annotations.NullMarked;
