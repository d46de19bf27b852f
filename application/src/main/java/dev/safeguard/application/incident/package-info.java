/**
 * The use cases that move an incident, by the hand of a human or at the word of an alert.
 */
@NullMarked
package dev.safeguard.application.incident;

import org.jspecify.annotations.NullMarked;
