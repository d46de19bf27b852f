/** Making regression cases, on in-memory stores. */
@NullMarked
package dev.safeguard.application.eval;

import org.jspecify.annotations.NullMarked;
