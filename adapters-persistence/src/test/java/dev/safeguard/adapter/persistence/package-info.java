/** The contracts of the stores on SQLite, and what only a file can do: be foreign, damaged, shared and locked. */
@NullMarked
package dev.safeguard.adapter.persistence;

import org.jspecify.annotations.NullMarked;
