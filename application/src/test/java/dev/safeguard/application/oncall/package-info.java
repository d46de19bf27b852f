/** Climbing ladders and sending pages, on in-memory stores. */
@NullMarked
package dev.safeguard.application.oncall;

import org.jspecify.annotations.NullMarked;
