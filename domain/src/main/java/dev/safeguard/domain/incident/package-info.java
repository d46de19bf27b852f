/**
 * What happened: the incident as a fold over its append-only timeline, its transition table, and the symptoms
 * that triage tells apart. Knows neither runbooks nor eval cases: its events carry names and figures.
 */
@NullMarked
package dev.safeguard.domain.incident;

import org.jspecify.annotations.NullMarked;
