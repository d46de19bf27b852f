/**
 * The simulated world: a virtual clock, one AI service with state and physics, faults, flags, and a human who answers
 * pages. The world is seen through the ports alone and does not know which step of a runbook ought to help; what
 * follows from what is written down in {@link dev.safeguard.adapter.simulation.Equations} and in {@code
 * docs/simulation.md}. Decisions of Safeguard's own do not belong here.
 */
@NullMarked
package dev.safeguard.adapter.simulation;

import org.jspecify.annotations.NullMarked;
