/**
 * The configuration file read into domain values, with every problem at its line and column. The format and its words
 * belong here; what a value may be is decided in the domain, and what is done with it in the bootstrap.
 *
 * <p>A {@code Shape} reads one node of the file, and shapes are put together to larger ones; {@code Fields} are the
 * keys of a map. Each of the {@code …Section} classes is one part of the format. Shapes tell what they accept, too: the
 * JSON Schema for editors is put together from that, with the {@code Meaning} of every key. Whoever adds a key writes it
 * into a section and its meaning there, and nowhere else.
 *
 * <p>YAML comes as the nodes of SnakeYAML Engine, the parser underneath Jackson's YAML: they know where keys stand,
 * keep every scalar's text as it was written, and resolve aliases or say which one leads nowhere.
 */
@NullMarked
package dev.safeguard.adapter.config;

import org.jspecify.annotations.NullMarked;
