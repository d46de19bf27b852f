/** Moving incidents by hand and by alert, on in-memory stores. */
@NullMarked
package dev.safeguard.application.incident;

import org.jspecify.annotations.NullMarked;
