/**
 * The use cases that measure: what each SLO's alert says now, and what it said at every boundary since it was last asked.
 */
@NullMarked
package dev.safeguard.application.alert;

import org.jspecify.annotations.NullMarked;
