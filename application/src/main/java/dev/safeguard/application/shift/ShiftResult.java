package dev.safeguard.application.shift;

import java.util.Optional;

/**
 * How a shift ended.
 *
 * @param notHealthy why a service is not healthy in time, where one is not
 */
public record ShiftResult(ShiftSummary summary, Optional<String> notHealthy) {}
