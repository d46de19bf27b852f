/**
 * The use cases that keep what must not happen again: making regression cases and handing them out.
 */
@NullMarked
package dev.safeguard.application.eval;

import org.jspecify.annotations.NullMarked;
