/**
 * What is promised and what was measured: objectives, event counts, windows, burn rate, budget, and the
 * statistics that say whether a handful of events proves anything. Nothing here decides to wake anybody: that is
 * {@code alert}.
 */
@NullMarked
package dev.safeguard.domain.slo;

import org.jspecify.annotations.NullMarked;
