/** Whole shifts on fakes and a settable clock. */
@NullMarked
package dev.safeguard.application.shift;

import org.jspecify.annotations.NullMarked;
