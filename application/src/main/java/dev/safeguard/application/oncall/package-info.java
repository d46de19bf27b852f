/**
 * The use cases that reach people: climbing the ladder, and sending what the outbox holds.
 */
@NullMarked
package dev.safeguard.application.oncall;

import org.jspecify.annotations.NullMarked;
