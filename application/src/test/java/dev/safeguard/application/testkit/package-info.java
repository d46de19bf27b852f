/**
 * What tests of every layer, and adapters of other people, build on: an honest fake and the contract of each port, and
 * examples of domain values. A fake keeps its test controls to itself; whatever a port promises is in its contract,
 * which every adapter and every fake passes. Tests of use cases do not belong here.
 */
@NullMarked
package dev.safeguard.application.testkit;

import org.jspecify.annotations.NullMarked;
