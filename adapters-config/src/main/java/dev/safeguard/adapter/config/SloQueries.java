package dev.safeguard.adapter.config;

import dev.safeguard.domain.slo.SloName;

/**
 * How an SLO's events are counted, in the words of whatever metric source is asked.
 *
 * @param good the query for good events
 * @param total the query for all events
 */
public record SloQueries(SloName slo, String good, String total) {}
