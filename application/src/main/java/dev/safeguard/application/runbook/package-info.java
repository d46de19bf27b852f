/**
 * The use cases that change a service: starting a run, moving it on, and taking mitigations off again.
 */
@NullMarked
package dev.safeguard.application.runbook;

import org.jspecify.annotations.NullMarked;
