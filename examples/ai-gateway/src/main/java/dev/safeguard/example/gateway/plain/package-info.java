/**
 * What the JDK lacks and the gateway needs: a reader and writer of JSON, and one of command lines. Nothing here knows
 * what a gateway is.
 */
@NullMarked
package dev.safeguard.example.gateway.plain;

import org.jspecify.annotations.NullMarked;
