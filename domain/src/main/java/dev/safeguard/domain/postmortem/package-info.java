/**
 * What was learned: the blameless postmortem rendered from an incident's timeline.
 */
@NullMarked
package dev.safeguard.domain.postmortem;

import org.jspecify.annotations.NullMarked;
