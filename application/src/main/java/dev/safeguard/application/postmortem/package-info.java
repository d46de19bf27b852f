/**
 * The use case that writes down what was learned.
 */
@NullMarked
package dev.safeguard.application.postmortem;

import org.jspecify.annotations.NullMarked;
