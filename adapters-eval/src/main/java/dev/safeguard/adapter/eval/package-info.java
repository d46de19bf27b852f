/**
 * What was learned, written to files: regression cases as JSON Lines and postmortems as Markdown. Formats and file
 * handling belong here; what a case or a postmortem says is decided in the domain.
 */
@NullMarked
package dev.safeguard.adapter.eval;

import org.jspecify.annotations.NullMarked;
