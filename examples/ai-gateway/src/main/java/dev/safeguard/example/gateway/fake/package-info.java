/**
 * The world that the gateway stands in, none of it real: model providers that talk like models and cost nothing, people
 * who ask questions, people who attack, and what can go wrong. What the gateway does about it does not belong here.
 */
@NullMarked
package dev.safeguard.example.gateway.fake;

import org.jspecify.annotations.NullMarked;
