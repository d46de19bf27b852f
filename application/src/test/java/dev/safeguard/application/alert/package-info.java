/** Watching and reporting, on in-memory stores. */
@NullMarked
package dev.safeguard.application.alert;

import org.jspecify.annotations.NullMarked;
