/**
 * The stores and the unit of work on SQLite, through Jdbi: SQL in the open, and rows and JSON mapped by hand, so that
 * the format of a state file can be read here. The schema stands in {@code schema/*.sql}. A shift's lock on its state
 * file is here too. Nothing here decides anything, and nothing of SQL or JSON leaves it.
 */
@NullMarked
package dev.safeguard.adapter.persistence;

import org.jspecify.annotations.NullMarked;
