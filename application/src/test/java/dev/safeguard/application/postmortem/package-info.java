/** Writing down what was learned, on in-memory stores. */
@NullMarked
package dev.safeguard.application.postmortem;

import org.jspecify.annotations.NullMarked;
