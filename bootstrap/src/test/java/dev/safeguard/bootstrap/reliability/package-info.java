/**
 * What is left of a runbook's run when its process is really killed: a service that records every call, workers that
 * are processes of their own, and what is the same afterwards. Nothing in the product knows of it.
 */
@NullMarked
package dev.safeguard.bootstrap.reliability;

import org.jspecify.annotations.NullMarked;
