/**
 * Who is woken: rotations in wall-clock time, levels, and the escalation ladder. Knows nothing of incidents or
 * runbooks: a ladder carries its subject as text.
 */
@NullMarked
package dev.safeguard.domain.oncall;

import org.jspecify.annotations.NullMarked;
