/**
 * What is safe to do about it: runbooks, their steps, the state machines that walk a runbook forward and undo it
 * backward, and the recovery check that stops them. Knows nothing of incidents: a run carries its subject as text.
 */
@NullMarked
package dev.safeguard.domain.runbook;

import org.jspecify.annotations.NullMarked;
