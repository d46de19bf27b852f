/** The fakes of the stores under the contracts that the databases pass too. */
@NullMarked
package dev.safeguard.application.store;

import org.jspecify.annotations.NullMarked;
