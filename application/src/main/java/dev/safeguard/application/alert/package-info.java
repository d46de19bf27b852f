/**
 * The use cases that measure: what each SLO's alert says now, what it said at every boundary since it was last asked,
 * and how a policy would have done over a history: by itself, against known incidents, beside another one, and beside
 * the quietest that can be found.
 */
@NullMarked
package dev.safeguard.application.alert;

import org.jspecify.annotations.NullMarked;
