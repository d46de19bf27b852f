/**
 * The load that stands beside the gateway: sends requests at the times planned for them, and tells what came of them. It
 * speaks to the gateway over HTTP alone.
 */
@NullMarked
package dev.safeguard.example.gateway.load;

import org.jspecify.annotations.NullMarked;
