/**
 * A gateway to language models: it takes a question, finds passages, asks a provider, checks the answer, and counts what
 * came of it. Start reading at {@link dev.safeguard.example.gateway.Chat}. What providers, askers and attackers do
 * belongs to the world in {@code fake}.
 */
@NullMarked
package dev.safeguard.example.gateway;

import org.jspecify.annotations.NullMarked;
