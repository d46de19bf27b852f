/**
 * The on-call shift: the one loop that waits, and everything it says. It composes the use cases of all other features.
 */
@NullMarked
package dev.safeguard.application.shift;

import org.jspecify.annotations.NullMarked;
