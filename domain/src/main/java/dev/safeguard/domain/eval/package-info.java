/**
 * What must not happen again: the regression case made of an incident.
 */
@NullMarked
package dev.safeguard.domain.eval;

import org.jspecify.annotations.NullMarked;
