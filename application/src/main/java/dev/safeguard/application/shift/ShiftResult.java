package dev.safeguard.application.shift;

import java.util.Optional;

/**
 * How a shift ended.
 *
 * @param measured whether any event was measured in all its time; what nothing is known of is not healthy
 * @param notHealthy why a service is not healthy in time, where one is not
 */
public record ShiftResult(ShiftSummary summary, boolean measured, Optional<String> notHealthy) {}
