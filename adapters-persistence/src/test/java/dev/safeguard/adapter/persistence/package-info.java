/** The contracts of the stores on real SQLite files, and what only files can do wrong. */
@NullMarked
package dev.safeguard.adapter.persistence;

import org.jspecify.annotations.NullMarked;
