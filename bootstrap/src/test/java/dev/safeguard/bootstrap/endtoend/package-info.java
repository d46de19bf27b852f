/** Whole stories, told through the command line as a user would see them, each on a state of its own. */
@NullMarked
package dev.safeguard.bootstrap.endtoend;

import org.jspecify.annotations.NullMarked;
