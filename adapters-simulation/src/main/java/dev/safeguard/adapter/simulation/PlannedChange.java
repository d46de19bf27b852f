package dev.safeguard.adapter.simulation;

import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;

/** A fault that somebody plans to inject and to take away again; the world remembers it, and does nothing about it. */
public record PlannedChange(String fault, Ratio ratio, Instant from, Instant until) {}
